import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { AdminGatewayModule } from '@rollcall/admin-gateway';
import { AuthorizationModule } from '@rollcall/authorization';
import { DirectoryModule } from '@rollcall/directory';
import { IdentityModule } from '@rollcall/identity';
import { LicensingModule } from '@rollcall/licensing';
import { declarationOf, startTestService, type TestService } from '@rollcall/service-kit';
import { globSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const owners = [DirectoryModule, IdentityModule, AuthorizationModule, LicensingModule].map(
  (module) => [declarationOf(module).name, module] as const,
);
const packageOf = (app: string) =>
  JSON.parse(readFileSync(`${root}apps/${app}/package.json`, 'utf8')) as { dependencies?: Record<string, string> };

describe.each(owners)('%s, started without any other', (name, module) => {
  let alone: TestService;
  beforeAll(async () => {
    alone = await startTestService(module);
  }, 30_000);
  afterAll(() => alone.stop());

  test('CARD-1 becomes ready by itself', async () => {
    await alone.service.quiet();
    await alone.service.caughtUp();
    expect(alone.service.ready).toBe(true);
  });

  test('CARD-1 names no other service among its packages, nor in its code', () => {
    const others = [...owners.map(([other]) => other), 'admin-gateway'].filter((other) => other !== name);
    const named = Object.keys(packageOf(name).dependencies ?? {});
    expect(named.filter((dependency) => others.includes(dependency.replace('@rollcall/', '')))).toEqual([]);
    const sources = globSync(`apps/${name}/src/**/*.ts`, { cwd: root });
    const imports = sources.filter((file) =>
      others.some((other) => readFileSync(`${root}${file}`, 'utf8').includes(`@rollcall/${other}'`)),
    );
    expect(sources.length).toBeGreaterThan(10);
    expect(imports).toEqual([]);
  });
});

test('CARD-3 only the admin gateway is a public door', () => {
  const doors = [...owners.map(([, module]) => module), AdminGatewayModule].filter(
    (module) => declarationOf(module).edge === true,
  );
  expect(doors).toEqual([AdminGatewayModule]);
});

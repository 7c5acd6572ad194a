import { afterEach, describe, expect, test } from '@jest/globals';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { deriveServiceKeys, type ServiceKeys } from './service-keys.js';
import { ServiceTokens } from './service-tokens.js';
import { ServiceUrls } from './service-urls.js';

const key = (): string => randomBytes(32).toString('base64url');
const secrets = { master: randomBytes(32) };
const keysOf = (serviceKeys: string | undefined, service = 'identity', more = secrets) =>
  deriveServiceKeys(service, { serviceKeys }, more);

const servers: Server[] = [];
afterEach(() => servers.splice(0).forEach((server) => server.close()));

/** One instance of identity that only shows its keys, and directory, which believes what is shown there. */
async function directoryBeside(shown: ServiceKeys): Promise<ServiceTokens> {
  const server = createServer((_request, response) => {
    response.setHeader('content-type', 'application/json').end(JSON.stringify({ keys: shown.publicJwks }));
  }).listen(0, '127.0.0.1');
  servers.push(server);
  await once(server, 'listening');
  const urls = new ServiceUrls();
  urls.set({ identity: `http://127.0.0.1:${(server.address() as AddressInfo).port}` });
  return new ServiceTokens('directory', await keysOf(undefined, 'directory'), urls, Date.now);
}

/** A token for directory of another instance of identity. */
const tokenBy = (keys: ServiceKeys): Promise<string> =>
  new ServiceTokens('identity', keys, new ServiceUrls(), Date.now).for('directory');

describe('the keys of a service', () => {
  test('CARD-3 are the same in each of its instances, and no other service’s', async () => {
    const [one, other] = [await keysOf(undefined), await keysOf(undefined)];
    expect(one.publicJwks).toEqual(other.publicJwks);
    expect(one.publicJwks).toHaveLength(1);
    expect(one.publicJwks[0]).not.toHaveProperty('d');
    const kids = [
      one,
      await keysOf(undefined, 'directory'),
      await keysOf(undefined, 'identity', { master: randomBytes(32) }),
    ];
    expect(new Set(kids.map(({ kid }) => kid)).size).toBe(3);
    const directory = await directoryBeside(other);
    expect(await directory.verify(await tokenBy(one))).toBe('identity');
  });

  test('CARD-3 change without a break: the first signs, all are shown, and one that was taken away counts no more', async () => {
    const [before, next] = [key(), key()];
    const steps = [before, `${before},${next}`, `${next}, ${before}`, next];
    const instances = await Promise.all(steps.map((given) => keysOf(given)));
    // While a step is rolled out, instances of both sides of it show their keys and sign.
    for (const [at, shown] of instances.entries()) {
      const directory = await directoryBeside(shown);
      for (const beside of instances.slice(Math.max(0, at - 1), at + 2)) {
        expect(await directory.verify(await tokenBy(beside))).toBe('identity');
      }
    }
    const directory = await directoryBeside(instances[3]!);
    await expect(directory.verify(await tokenBy(instances[0]!))).rejects.toMatchObject({
      rejection: { rejected: 'service-token-refused' },
    });
  });

  test.each(['short', `${key()},`, `${key()},${key().slice(1)}`])(
    'refuses %s, and names the variable',
    async (given) => {
      await expect(keysOf(given)).rejects.toThrow(/^ROLLCALL_SERVICE_KEYS must be 32 bytes/);
    },
  );
});

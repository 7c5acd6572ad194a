import { glob } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Settings } from '@rollcall/service-kit';
import { root } from '../run-tool.js';

/** The settings of each app, found in its `<app>.config.ts`, by the app's name. */
export async function serviceSettings(): Promise<readonly (readonly [app: string, settings: Settings])[]> {
  const files = await Array.fromAsync(glob('apps/*/src/*.config.ts', { cwd: root }));
  const found = files.sort().map(async (file) => {
    const exported = (await import(pathToFileURL(join(root, file)).href)) as Record<string, unknown>;
    return Object.values(exported)
      .filter(isSettings)
      .map((settings) => [file.split('/')[1] ?? file, settings] as const);
  });
  return (await Promise.all(found)).flat();
}

const isSettings = (value: unknown): value is Settings =>
  typeof value === 'object' &&
  value !== null &&
  Object.values(value).length > 0 &&
  Object.values(value).every((one: unknown) => typeof one === 'object' && one !== null && 'env' in one && 'doc' in one);

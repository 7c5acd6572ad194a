import { expect, test } from '@jest/globals';
import { readFile } from 'node:fs/promises';
import { openApiFile, openApiText } from './open-api-text.js';

type Operation = Readonly<{ 'x-permission'?: string; responses: Readonly<Record<string, unknown>> }>;

test('docs/reference/openapi.json is current: npm run openapi --workspace @rollcall/admin-gateway', async () => {
  expect(await readFile(openApiFile, 'utf8')).toBe(await openApiText());
});

test('every route states the permission it needs and that it may answer a problem', async () => {
  const { paths } = JSON.parse(await readFile(openApiFile, 'utf8')) as {
    paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  };
  const operations = Object.entries(paths).flatMap(([path, byMethod]) =>
    Object.entries(byMethod).map(([method, operation]) => [`${method} ${path}`, operation] as const),
  );
  expect(operations.length).toBeGreaterThanOrEqual(60);
  expect(operations.filter(([, operation]) => !operation['x-permission']).map(([name]) => name)).toEqual([]);
  expect(operations.filter(([, { responses }]) => !responses.default).map(([name]) => name)).toEqual([]);
});

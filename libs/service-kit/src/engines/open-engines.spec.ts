import { expect, test } from '@jest/globals';
import { loadConfiguration } from '../configuration/configuration.js';
import { openEngines } from './open-engines.js';

test('a set of engines this build does not have is refused, not replaced', () => {
  const key = Buffer.alloc(32, 1).toString('base64url');
  const secrets = { ROLLCALL_MASTER_KEY: key, ROLLCALL_INDEX_KEY: key, ROLLCALL_LINK_KEY: key };
  const configuration = loadConfiguration({ ROLLCALL_ENGINES: 'production', ...secrets }, {});
  expect(() => openEngines(configuration)).toThrow(/ROLLCALL_ENGINES=production is not available in this build/);
});

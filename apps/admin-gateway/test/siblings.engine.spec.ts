import { randomBytes } from 'node:crypto';
import { describeEngine } from '../../../tools/engines/engine.js';
import { startProductionServers } from '../../../tools/engines/production-servers.js';
import { siblingsSuite } from './siblings.suite.js';

const key = (): string => randomBytes(32).toString('base64url');
const secrets = { ROLLCALL_MASTER_KEY: key(), ROLLCALL_INDEX_KEY: key(), ROLLCALL_LINK_KEY: key() };

await describeEngine('gateways on the production set', startProductionServers, ({ environment }) =>
  siblingsSuite({ ...environment, ...secrets, ROLLCALL_SMTP_URL: 'smtp://127.0.0.1:1' }),
);

import { expect, test } from '@jest/globals';
import { Service } from '../service.decorator.js';
import { loadServiceConfiguration } from './load-service-configuration.js';

@Service({ name: 'writing', sendsMail: true })
class Writing {}
@Service({ name: 'silent' })
class Silent {}

const key = Buffer.alloc(32, 1).toString('base64url');
const production = {
  ROLLCALL_ENGINES: 'production',
  ...{ ROLLCALL_MASTER_KEY: key, ROLLCALL_INDEX_KEY: key, ROLLCALL_LINK_KEY: key },
  ...{ ROLLCALL_KURRENTDB_NODES: '127.0.0.1:1', ROLLCALL_KURRENTDB_TLS: 'false' },
  ...{ ROLLCALL_KAFKA_BROKERS: '127.0.0.1:1', ROLLCALL_KAFKA_TLS: 'false' },
  ROLLCALL_MONGODB_URL: 'mongodb://127.0.0.1:1/',
};

test('IDN-33 on production engines a service that sends mails is refused without a mail server, in one sentence', () => {
  expect(() => loadServiceConfiguration(Writing, production)).toThrow(/^ROLLCALL_SMTP_URL is missing: [^.]*\.$/);
  const smtp = { ROLLCALL_SMTP_URL: 'smtp://127.0.0.1:1' };
  expect(loadServiceConfiguration(Writing, { ...production, ...smtp }).smtpUrl).toBe(smtp.ROLLCALL_SMTP_URL);
});

test('a service that sends none needs none, nor does the embedded set, whose mails lie in the mailbox', () => {
  expect(loadServiceConfiguration(Silent, production).smtpUrl).toBeUndefined();
  expect(loadServiceConfiguration(Writing, {}).smtpUrl).toBeUndefined();
});

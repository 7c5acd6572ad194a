import { expect, test } from '@jest/globals';
import { ClientAddress } from './client-address.js';

const asked = (trustedProxies: string, ip: string, forwarded?: string | string[]) =>
  new ClientAddress({ trustedProxies }).of({
    ip,
    headers: forwarded === undefined ? {} : { 'x-forwarded-for': forwarded },
  });

test.each([
  ['nobody is trusted', '', '10.0.0.5', '203.0.113.9', '10.0.0.5'],
  ['who asks is no proxy', '10.0.0.5', '198.51.100.7', '203.0.113.9', '198.51.100.7'],
  ['a proxy tells', '10.0.0.5', '10.0.0.5', '203.0.113.9', '203.0.113.9'],
  ['what the client invents before is passed over', '10.0.0.5', '10.0.0.5', '1.1.1.1, 203.0.113.9', '203.0.113.9'],
  ['two proxies in a row', '10.0.0.0/24', '10.0.0.5', '203.0.113.9, 10.0.0.8', '203.0.113.9'],
  ['an address of six', '::1, 2001:db8::/32', '::1', '2001:db9::7', '2001:db9::7'],
  ['four in six', '127.0.0.1', '::ffff:127.0.0.1', '203.0.113.9', '203.0.113.9'],
  ['a proxy that tells nothing', '10.0.0.5', '10.0.0.5', undefined, '10.0.0.5'],
  ['a proxy that tells nonsense', '10.0.0.5', '10.0.0.5', 'unknown', '10.0.0.5'],
])('%s', (_, trusted, ip, forwarded, address) => {
  expect(asked(trusted, ip, forwarded)).toBe(address);
});

test.each(['proxy.internal', '10.0.0.5/33', '10.0.0.5/', '10.0.0.5/x', '300.0.0.1'])(
  '%s is refused at the start',
  (bad) => {
    expect(() => asked(bad, '10.0.0.5')).toThrow(/^ROLLCALL_TRUSTED_PROXIES/);
  },
);

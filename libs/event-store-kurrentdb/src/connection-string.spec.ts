import { describe, expect, test } from '@jest/globals';
import { ConnectionRefused, connectionString } from './connection-string.js';

const tls = { username: 'rollcall', password: 'a pass:word@home' };

describe('the connection to KurrentDB', () => {
  test('is encrypted, to all nodes of a cluster, and nowhere in it the password', () => {
    expect(connectionString({ nodes: ['one:2113', 'two:2113'], tls: { ...tls, caFile: '/etc/my ca.pem' } })).toBe(
      'kurrentdb://one:2113,two:2113?tls=true&defaultDeadline=5000&nodePreference=leader&tlsCaFile=%2Fetc%2Fmy%20ca.pem',
    );
  });

  test('may go without encryption where configuration says so', () => {
    expect(connectionString({ nodes: ['127.0.0.1:2113'], tls: 'off', deadlineMs: 250 })).toBe(
      'kurrentdb://127.0.0.1:2113?tls=false&defaultDeadline=250&nodePreference=leader',
    );
  });

  test.each(['admin', 'ops', 'rollcall'])('is refused with the password of a new server, for %s', (username) => {
    const connect = (): string => connectionString({ nodes: ['one:2113'], tls: { username, password: 'changeit' } });
    expect(connect).toThrow(ConnectionRefused);
    expect(connect).toThrow(new RegExp(`change that of ${username}`));
  });

  test('is refused without a node, a name or a password', () => {
    const nodes = ['one:2113'];
    expect(() => connectionString({ nodes: [], tls })).toThrow(ConnectionRefused);
    expect(() => connectionString({ nodes, tls: { ...tls, username: '' } })).toThrow(ConnectionRefused);
    expect(() => connectionString({ nodes, tls: { ...tls, password: '' } })).toThrow(ConnectionRefused);
  });
});

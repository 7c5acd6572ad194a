import { describe, expect, test } from '@jest/globals';
import { BoundedTurns, TooBusy } from './bounded-turns.js';
import { PasswordHashing } from './password-hashing.js';

describe('password hashing', () => {
  const hashing = new PasswordHashing();

  test('verifies what it hashed, as NFC, and nothing else', async () => {
    const stored = await hashing.hash('Zoe\u0308 owns a very long passphrase');
    expect(stored).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$[\w+/]{22}\$[\w+/]{43}$/);
    expect(await hashing.verify('Zo\u00eb owns a very long passphrase', stored)).toBe(true);
    expect(await hashing.verify('zo\u00eb owns a very long passphrase', stored)).toBe(false);
    expect(await hashing.verifyNothing('anything')).toBe(false);
    expect(hashing.needsRehash(stored)).toBe(false);
    expect(hashing.needsRehash(stored.replace('t=2', 't=1'))).toBe(true);
  });

  test('reads a hash another implementation made', async () => {
    // The reference implementation: echo -n password | argon2 somesalt -id -t 2 -m 16 -p 1
    const reference = '$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc';
    expect(await hashing.verify('password', reference)).toBe(true);
  });
});

test('a bounded queue refuses what it cannot hold, and what waited too long', async () => {
  const turns = new BoundedTurns({ running: 1, waiting: 1, patience: 5 });
  let finish = (): void => {};
  const first = turns.run(() => new Promise<void>((resolve) => (finish = resolve)));
  const second = turns.run(async () => {});
  await expect(turns.run(async () => {})).rejects.toThrow(TooBusy);
  await expect(second).rejects.toThrow('in time');
  finish();
  await first;
  await expect(turns.run(async () => 'free again')).resolves.toBe('free again');
});

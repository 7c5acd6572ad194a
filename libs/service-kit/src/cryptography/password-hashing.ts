import { argon2, type Argon2Parameters, randomBytes, timingSafeEqual } from 'node:crypto';
import { availableParallelism } from 'node:os';
import { promisify } from 'node:util';
import { Injectable } from '@nestjs/common';
import { BoundedTurns } from './bounded-turns.js';

const derive = promisify(argon2) as (algorithm: 'argon2id', parameters: Argon2Parameters) => Promise<Buffer>;
/** OWASP's minimum: 19 MiB, 2 passes, 1 lane. */
const cost = { memory: 19_456, passes: 2, parallelism: 1, tagLength: 32 } as const;
const phc = /^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=(\d+)\$([\w+/]+)\$([\w+/]+)$/;
const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64').replace(/=+$/, '');

/**
 * Passwords as argon2id PHC strings. One hash per core at a time, 64 waiting for at most 2 s, then TooBusy: a wave of
 * sign-ins slows down sign-ins, not the rest.
 */
@Injectable()
export class PasswordHashing {
  private readonly turns = new BoundedTurns({ running: availableParallelism(), waiting: 64, patience: 2000 });
  private readonly nothing = `$argon2id$v=19$m=${cost.memory},t=${cost.passes},p=${cost.parallelism}$${base64(randomBytes(16))}$${base64(randomBytes(32))}`;

  /** A new hash under a random salt. The password counts as NFC (NIST 800-63B). */
  async hash(password: string): Promise<string> {
    const nonce = randomBytes(16);
    const tag = await this.turns.run(() => derive('argon2id', { ...cost, message: password.normalize('NFC'), nonce }));
    return `$argon2id$v=19$m=${cost.memory},t=${cost.passes},p=${cost.parallelism}$${base64(nonce)}$${base64(tag)}`;
  }

  /**
   * Compares in constant time.
   * @throws Error when the stored text is no argon2id PHC string.
   */
  async verify(password: string, stored: string): Promise<boolean> {
    const [, memory, passes, parallelism, salt, tag] = phc.exec(stored) ?? [];
    if (!salt || !tag) throw new Error('Not an argon2id PHC string');
    const expected = Buffer.from(tag, 'base64');
    const parameters = { memory: Number(memory), passes: Number(passes), parallelism: Number(parallelism) };
    const message = password.normalize('NFC');
    const nonce = Buffer.from(salt, 'base64');
    const actual = await this.turns.run(() =>
      derive('argon2id', { ...parameters, tagLength: expected.length, message, nonce }),
    );
    return timingSafeEqual(actual, expected);
  }

  /** Takes as long as {@link verify} and answers false: for names nobody has, so that time tells nothing. */
  async verifyNothing(password: string): Promise<false> {
    await this.verify(password, this.nothing);
    return false;
  }

  /** Tells whether a hash was made at another cost than today's, so that the next sign-in renews it. */
  needsRehash(stored: string): boolean {
    return !stored.startsWith(`$argon2id$v=19$m=${cost.memory},t=${cost.passes},p=${cost.parallelism}$`);
  }
}

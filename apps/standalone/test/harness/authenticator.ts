import { createHmac } from 'node:crypto';

const [letters, period] = ['ABCDEFGHIJKLMNOPQRSTUVWXYZ234567', 30_000];

/** What an authenticator app shows at a moment for a secret in base 32, written from RFC 6238 and nothing of the product. */
export function authenticatorCode(secret: string, at: Date): string {
  const bits = [...secret].reduce((all, letter) => all * 32n + BigInt(letters.indexOf(letter)), 0n);
  const key = Buffer.from(bits.toString(16).padStart((secret.length * 5) / 4, '0'), 'hex');
  const counter = Buffer.from(
    Math.floor(at.getTime() / period)
      .toString(16)
      .padStart(16, '0'),
    'hex',
  );
  const hash = createHmac('sha1', key).update(counter).digest();
  const word = hash.readUInt32BE((hash.at(-1) ?? 0) % 16) % 2 ** 31;
  return String(word).padStart(6, '0').slice(-6);
}

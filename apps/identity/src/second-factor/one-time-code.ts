import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { fromBase32, toBase32 } from './base32.js';

/** How long a code shows, seconds (RFC 6238, X). */
const period = 30;
/** Clocks may differ by so many steps, either way (RFC 6238, 5.2). */
const drift = 1;

/** A new secret of 160 random bits, as RFC 4226 recommends; base 32. */
export const newSecret = (): string => toBase32(randomBytes(20));

/** The time step of a moment: whole periods since 1970. */
export const stepAt = (at: Date): number => Math.floor(at.getTime() / 1000 / period);

/** The six digits of a time step: HOTP with SHA-1 (RFC 4226, 5.3; RFC 6238), which every authenticator app speaks. */
export function codeOf(secret: string, step: number): string {
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(step));
  const hash = createHmac('sha1', fromBase32(secret)).update(counter).digest();
  const offset = hash[hash.length - 1]! & 0xf;
  const truncated = hash.readUInt32BE(offset) & 0x7fff_ffff;
  return String(truncated % 1_000_000).padStart(6, '0');
}

/** The time step whose code was typed, the newest that fits; all of them are looked at. */
export function stepOf(secret: string, typed: string, at: Date): number | undefined {
  const now = stepAt(at);
  const steps = Array.from({ length: 2 * drift + 1 }, (_, index) => now - drift + index);
  return steps.filter((step) => step >= 0 && isEqual(codeOf(secret, step), typed)).at(-1);
}

/** What an authenticator app reads from a QR code. */
export function otpauthUri(secret: string, email: string): string {
  const label = encodeURIComponent(`Rollcall:${email}`);
  return `otpauth://totp/${label}?secret=${secret}&issuer=Rollcall&algorithm=SHA1&digits=6&period=${period}`;
}

const isEqual = (code: string, typed: string): boolean =>
  code.length === typed.length && timingSafeEqual(Buffer.from(code), Buffer.from(typed.replace(/\D/g, 'x')));

import { whenReady } from './awaitable.js';
import type { Awaitable } from './brand.js';
import type { Cryptography } from './cryptography.js';

/** What every personal field reads once the key of its subject is destroyed (KRN-17). */
export const ERASED = '[erased]';

/** How {@link Personal} stands in the log and on topics: who it is about, which fields there are, and one cipher text. */
type SealedPersonal = Readonly<{ subject: string; fields: readonly string[]; sealed: string }>;

/**
 * Seals the `personal` part of an event's data or a facet's state, if there is one (KRN-17). `associated` ties the cipher
 * text to its place, so that it cannot be moved to another event.
 */
export function sealPersonal(cryptography: Cryptography, data: unknown, associated: string): Awaitable<unknown> {
  const personal = personalOf(data);
  if (!personal) return data;
  const { subject, ...rest } = personal as Readonly<Record<string, string | undefined>>;
  if (typeof subject !== 'string') throw new TypeError('Personal data without a subject');
  const given = Object.entries(rest).filter(([, value]) => value !== undefined);
  return whenReady(cryptography.seal(subject, JSON.stringify(Object.fromEntries(given)), associated), (sealed) => ({
    ...(data as object),
    personal: { subject, fields: given.map(([field]) => field), sealed } satisfies SealedPersonal,
  }));
}

/** Opens what {@link sealPersonal} sealed; with the key destroyed, every field reads {@link ERASED}. */
export function openPersonal(cryptography: Cryptography, data: unknown, associated: string): Awaitable<unknown> {
  const personal = personalOf(data);
  if (!personal) return data;
  const { subject, fields, sealed } = personal as SealedPersonal;
  return whenReady(cryptography.open(subject, sealed, associated), (plain) => ({
    ...(data as object),
    personal: { subject, ...(plain === 'erased' ? erased(fields) : (JSON.parse(plain) as object)) },
  }));
}

const erased = (fields: readonly string[]): object => Object.fromEntries(fields.map((field) => [field, ERASED]));

function personalOf(data: unknown): object | undefined {
  if (typeof data !== 'object' || data === null || !('personal' in data)) return undefined;
  return (data.personal as object | null | undefined) ?? undefined;
}

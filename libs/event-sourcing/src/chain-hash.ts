import type { EncodedEvent } from './codec.js';
import type { Cryptography } from './cryptography.js';

/**
 * The hash of an event: over the hash of the event before it in its stream, its id, type and stored data text. Computed by
 * the store at commit, when the previous event is known; an event that was changed, removed or moved breaks the chain.
 */
export function chainHash(
  cryptography: Pick<Cryptography, 'digest'>,
  previousHash: string | undefined,
  { id, type, data }: Pick<EncodedEvent, 'id' | 'type' | 'data'>,
): string {
  // JSON text holds no line break, nor does an id or a type: the parts cannot run into each other.
  return cryptography.digest(`${previousHash ?? ''}\n${id}\n${type}\n${data}`);
}

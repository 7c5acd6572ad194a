import type { Cryptography } from './cryptography.js';
import type { StreamName } from './message.js';

type Uuid5 = Pick<Cryptography, 'uuid5'>;

/** The id of a command's event: the same write again has the same ids, two streams of one command never collide (KRN-04). */
export const eventId = (cryptography: Uuid5, stream: StreamName, commandId: string, index: number): string =>
  cryptography.uuid5(stream, `${commandId}/${index}`);

/** The id of a command a listener sends for a message: the message delivered again gives the same command (KRN-04). */
export const listenerCommandId = (cryptography: Uuid5, message: string, listener: string, index: number): string =>
  cryptography.uuid5(message, `${listener}/${index}`);

/** The id of a message published for an event: publishing again is recognised (KRN-09). */
export const messageId = (cryptography: Uuid5, event: string, index: number): string =>
  cryptography.uuid5(event, String(index));

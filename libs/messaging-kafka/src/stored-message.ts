import type { EncodedMessage, Envelope, MessageCodec } from '@rollcall/event-sourcing';
import { UndecodableMessage } from '@rollcall/event-sourcing';
import type { IHeaders, KafkaMessage } from 'kafkajs';
import type { Partition } from './partition.js';

/** A message as it lies on its partition. `raw` is its value byte for byte, `null` where it has none. */
export type StoredMessage = Readonly<{ offset: number; raw: Buffer | null; received: EncodedMessage } & Partition>;

/** A message of the client as this adapter keeps it. */
export function storedMessage({ topic, partition }: Partition, message: KafkaMessage): StoredMessage {
  const { value, key, headers } = message;
  return {
    ...{ topic, partition, raw: value },
    offset: Number(message.offset),
    received: { key: key?.toString() ?? '', headers: headersOf(headers), value: value?.toString() ?? '' },
  };
}

/** What was received as a message, or why it is none; throws what says "not now". */
export async function decodeStored(
  codec: MessageCodec,
  { topic, received }: StoredMessage,
): Promise<Envelope | UndecodableMessage> {
  try {
    return await codec.decode({ ...received, topic });
  } catch (error) {
    if (error instanceof UndecodableMessage) return error;
    throw error;
  }
}

/** Headers as text; of a name that stands there twice the last counts. */
function headersOf(headers: IHeaders = {}): Record<string, string> {
  const texts: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers)) {
    const last = Array.isArray(value) ? value.at(-1) : value;
    if (last !== undefined) texts[name] = last.toString();
  }
  return texts;
}

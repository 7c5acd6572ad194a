import type { Message } from 'kafkajs';
import type { Partition } from './partition.js';
import type { StoredMessage } from './stored-message.js';

/** A message set aside in a group. Its place never changes; setting it aside again replaces what was said about it. */
export type ParkedEntry = Readonly<{
  group: string;
  message: StoredMessage;
  place: 'cause' | 'behind';
  reason: string;
  parkedAt: Date;
}>;
/** A key of a group whose messages on one partition are to be handed over again. */
export type RedriveRequest = Readonly<{ group: string; key: string } & Partition>;

/** What a record of the parked topic says; without an entry it takes back what was said before. */
export type ParkedRecord =
  | Readonly<{ kind: 'parked'; id: string; entry: ParkedEntry | undefined }>
  | Readonly<{ kind: 'redrive'; id: string; request: RedriveRequest | undefined }>;
type ParkedMessageRecord = Message & { key: string };

/** Headers of the record beside those of the parked message, which stay as they came. */
const header = { key: 'rollcall-key', place: 'rollcall-place', reason: 'rollcall-reason', at: 'rollcall-parked-at' };

/** The name of a parked message: group, topic, partition and offset. */
export const entryId = (group: string, { topic, partition, offset }: Omit<StoredMessage, 'raw' | 'received'>): string =>
  JSON.stringify(['parked', group, topic, partition, offset]);
/** The name of a redrive: group, topic, partition and key. */
export const redriveId = ({ group, topic, partition, key }: RedriveRequest): string =>
  JSON.stringify(['redrive', group, topic, partition, key]);

/** Sets a message aside, byte for byte as it was received. */
export function writeEntry(entry: ParkedEntry): ParkedMessageRecord {
  const { group, message, place, reason, parkedAt } = entry;
  const { key, headers } = message.received;
  return {
    key: entryId(group, message),
    // Nothing at all would take back what is parked.
    value: message.raw ?? Buffer.alloc(0),
    headers: {
      ...headers,
      ...{ [header.key]: key, [header.place]: place, [header.reason]: reason, [header.at]: parkedAt.toISOString() },
    },
  };
}

/** Asks the owner of the partition to hand a key's messages over again. */
export const writeRedrive = (request: RedriveRequest): ParkedMessageRecord => ({
  key: redriveId(request),
  value: Buffer.alloc(0),
});

/** Takes back what was said under this name. */
export const writeRemoval = (id: string): ParkedMessageRecord => ({ key: id, value: null });

/** Reads a record; `undefined` when it is none of this adapter's. */
export function readRecord(record: StoredMessage): ParkedRecord | undefined {
  const isRemoval = record.raw === null;
  const id = record.received.key;
  const name = readName(id);
  if (!name) return undefined;
  const [kind, group, topic, partition, last] = name;
  if (kind === 'parked') {
    const offset = Number(last);
    return { kind, id, entry: isRemoval ? undefined : entryOf(record, { group, topic, partition, offset }) };
  }
  return { kind, id, request: isRemoval ? undefined : { group, topic, partition, key: String(last) } };
}

function entryOf(
  { raw, received }: StoredMessage,
  { group, ...place }: { group: string; offset: number } & Partition,
): ParkedEntry {
  const headers = { ...received.headers };
  const take = (name: string): string => {
    const value = headers[name] ?? '';
    delete headers[name];
    return value;
  };
  const [key, rank, reason, at] = [take(header.key), take(header.place), take(header.reason), take(header.at)];
  return {
    group,
    message: { ...place, raw, received: { key, headers, value: received.value } },
    place: rank === 'behind' ? 'behind' : 'cause',
    reason,
    parkedAt: new Date(at),
  };
}

type Name = readonly ['parked' | 'redrive', string, string, number, string | number];
function readName(id: string): Name | undefined {
  try {
    const name = JSON.parse(id) as readonly unknown[];
    const known = Array.isArray(name) && name.length === 5 && (name[0] === 'parked' || name[0] === 'redrive');
    return known ? (name as unknown as Name) : undefined;
  } catch {
    return undefined;
  }
}

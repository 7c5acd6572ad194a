import type { AllStreamSubscription, RecordedEvent } from '@kurrent/kurrentdb-client';
import type { EventCodec, LogEntry, Message, Position } from '@rollcall/event-sourcing';
import { backoff } from '@rollcall/event-sourcing';
import type { KurrentClient } from './kurrent-client.js';
import { away, end } from './kurrent-client.js';
import type { LogPlace } from './log-position.js';
import { positionOf, startPosition } from './log-position.js';
import { storedRecord } from './stored-records.js';
import { pause } from './within.js';

/** What a follower asks for; see `follow` of the port. */
export type FollowOptions<E extends Message> = Readonly<{
  after: Position | 'start';
  types: readonly E['type'][] | 'all';
  signal: AbortSignal;
}>;

/** What a follower reads from. */
export type FollowedLog = Readonly<{ client: KurrentClient; codec: EventCodec; streamPrefix: string }>;

/** Events read ahead of whoever consumes them; when they are not taken, the server stops sending. */
const buffered = 256;
/** Drops in a row that are nobody's business; 100 ms doubling to a second lie between them. */
const quietDrops = 6;

/** What comes through a subscription, in its order: events, and places up to which nothing was left out. */
type Arrival = Readonly<{ event?: RecordedEvent }> | Readonly<{ passed: LogPlace }> | Readonly<{ caughtUp: true }>;

/**
 * Follows the streams of one service through `$all`. A subscription that breaks or just ends is taken up again behind the
 * last entry that was handed over.
 *
 * Only streams are filtered by the server, types are filtered here: for a type it would let the follower know of its
 * progress every so many events only, and whoever waits for the place of a write would wait for them.
 * @throws DependencyAway when it cannot be taken up for some seconds: whoever follows should know.
 */
export async function* followLog<E extends Message>(
  { client, codec, streamPrefix }: FollowedLog,
  { after, types, signal }: FollowOptions<E>,
): AsyncGenerator<LogEntry<E>, void, undefined> {
  const wanted = types === 'all' ? undefined : new Set<string>(types);
  let at = after;
  for (let drops = 0; !signal.aborted; drops += 1) {
    if (drops > 0) await pause(backoff(drops), signal);
    const subscription = openSubscription(client, streamPrefix, at, signal);
    let live = false;
    let reason: unknown = 'the subscription ended';
    try {
      for await (const arrival of subscription as AsyncIterable<Arrival>) {
        if (signal.aborted) return;
        drops = 0;
        const entry = await entryOf<E>(arrival, at, wanted, codec);
        if (entry) {
          at = entry.position;
          yield entry;
        }
        live ||= 'caughtUp' in arrival;
        if (!live || subscription.readableLength > 0 || signal.aborted) continue;
        yield { kind: 'caught-up', position: at === 'start' ? startPosition : at };
      }
    } catch (error) {
      reason = error;
    } finally {
      end(subscription);
    }
    if (!signal.aborted && drops >= quietDrops) throw away('The log of KurrentDB cannot be followed', reason);
  }
}

async function entryOf<E extends Message>(
  arrival: Arrival,
  at: Position | 'start',
  wanted: ReadonlySet<string> | undefined,
  codec: EventCodec,
): Promise<LogEntry<E> | undefined> {
  if ('caughtUp' in arrival) return undefined;
  if ('passed' in arrival) {
    const position = positionOf(arrival.passed);
    // The server names the place of the last event once more when it has reached the end.
    return at !== 'start' && position <= at ? undefined : { kind: 'reached', position };
  }
  const { event, position } = storedRecord(arrival.event!);
  if (wanted && !wanted.has(event.type)) return { kind: 'reached', position };
  return { kind: 'event', position, event: await codec.decode<E>(event) };
}

/**
 * The client announces checkpoints and the end of the log while earlier events still wait to be taken: they are put into
 * the same queue, so that nobody takes a place for reached before what lies before it.
 */
function openSubscription(
  client: KurrentClient,
  prefix: string,
  after: Position | 'start',
  signal: AbortSignal,
): AllStreamSubscription {
  const queue = (subscription: AllStreamSubscription, arrival: Arrival): void => {
    if (!subscription.destroyed) subscription.push(arrival);
  };
  const passed = (subscription: AllStreamSubscription, place: LogPlace): void => queue(subscription, { passed: place });
  const subscription = client.follow(prefix, after, passed, buffered);
  subscription.on('caughtUp', () => queue(subscription, { caughtUp: true }));
  // Without a listener an error that comes after the last look would end the process.
  subscription.on('error', () => undefined);
  const stop = (): void => end(subscription);
  signal.addEventListener('abort', stop);
  subscription.once('close', () => signal.removeEventListener('abort', stop));
  if (signal.aborted) stop();
  return subscription;
}

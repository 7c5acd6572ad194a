import {
  type CommandHandler,
  createCommandHandler,
  createRelayEnvelopes,
  type Cryptography,
  type Envelope,
  type EventStore,
  handleWith,
  type Listener,
  type ListenerPorts,
  type MessageBus,
  type Position,
  type Relay,
  type Verdict,
} from '@rollcall/event-sourcing';
import { createMemoryEventStore } from '@rollcall/testing';

/** What a service of the story does when it hears of something. */
export type AnyListener = Listener<never>;
/** A service as the story needs it: its log, its instances, and a relay that a test moves. */
export interface StoryService {
  readonly store: EventStore;
  readonly instances: readonly CommandHandler[];
  /** Publishes what happened since the last call. */
  relay(): Promise<void>;
  /** The next message of this type is put aside unhandled, as a parked one is that somebody skips. */
  setAside(type: string): void;
  /** Handles the first message put aside, however much later; says whether there was one. */
  handOver(): Promise<boolean>;
}

/** Starts a service over a memory store with so many instances, each with a handler and listeners of its own. */
export async function startStoryService(options: {
  relay: Relay<never>;
  listeners: readonly AnyListener[];
  hears: readonly string[];
  instances: number;
  cryptography: Cryptography;
  connect: () => MessageBus;
}): Promise<StoryService> {
  const { cryptography, listeners, hears } = options;
  const store = createMemoryEventStore({ cryptography });
  const clock = { now: () => new Date(0), sleepUntil: () => Promise.resolve() };
  const instances = Array.from({ length: options.instances }, () =>
    createCommandHandler({ store, cryptography, clock, random: () => 0 }),
  );
  const handlings = instances.map((handle) => handlingOf(listeners, { handle, cryptography }));
  const [expected, aside]: [string[], Envelope[]] = [[], []];
  for (const handling of handlings) {
    await options.connect().consume(options.relay.service, hears, {
      each: (message): Promise<Verdict> => {
        const index = expected.indexOf(message.type);
        if (index < 0) return handling(message);
        expected.splice(index, 1);
        aside.push(message);
        return Promise.resolve('ack');
      },
    });
  }
  return {
    store,
    instances,
    relay: relayBy(options.relay, store, cryptography, options.connect()),
    setAside: (type) => void expected.push(type),
    handOver: async () => {
      const message = aside.shift();
      if (message) await handlings[0]!(message);
      return message !== undefined;
    },
  };
}

/** One listener after the other, as the services' transport calls them; a story has no message that is parked. */
function handlingOf(listeners: readonly AnyListener[], ports: ListenerPorts): (message: Envelope) => Promise<Verdict> {
  const bound = listeners.map((listener) => ({ on: listener.on, run: handleWith(listener, ports) }));
  return async (message) => {
    for (const { on, run } of bound) {
      if (on !== message.type) continue;
      const verdict = await run(message as never);
      if (verdict !== 'ack') throw new Error(verdict.park);
    }
    return 'ack';
  };
}

function relayBy(relay: Relay<never>, store: EventStore, cryptography: Cryptography, bus: MessageBus) {
  const envelopeOf = createRelayEnvelopes({ relay, reader: store, cryptography });
  let reached: Position | 'start' = 'start';
  return async (): Promise<void> => {
    // An empty log has no place to be caught up at.
    if ((await store.head()) === 'start') return;
    const { signal } = new AbortController();
    for await (const entry of store.follow({ after: reached, types: 'all', signal })) {
      reached = entry.position;
      const message = entry.kind === 'event' ? await envelopeOf(entry.event) : undefined;
      if (message) await bus.publish([message]);
      if (entry.kind === 'caught-up') return;
    }
  };
}

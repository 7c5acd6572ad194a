import { expect, test } from '@jest/globals';
import type { Decider, Message, Recorded, Relay, StreamName } from '@rollcall/event-sourcing';
import { facetOf, isRejection, streamVersion } from '@rollcall/event-sourcing';
import fc from 'fast-check';

/** What may happen to one thing: a valid sequence of its stream's events, from the first. */
export type History<E extends Message = Message> = Readonly<{ stream: StreamName; events: readonly E[] }>;

/**
 * Registers the test every relay passes (KRN-09): over random valid histories, an event that changes the public state is
 * published, and what is published names a contract type of its service, the same each time.
 */
export function relaySpecification<E extends Message>(relay: Relay<E>, histories: fc.Arbitrary<History<E>>): void {
  test(`KRN-09 ${relay.name} publishes every event that changes the public state`, () => {
    fc.assert(fc.property(histories, (history) => expect(silentChanges(relay, history)).toEqual([])));
  });

  test(`KRN-09 ${relay.name} publishes contract events of its service`, () => {
    const contractType = new RegExp(`^rollcall\\.${relay.service}\\.[a-z0-9-]+\\.v[1-9][0-9]*$`);
    fc.assert(
      fc.property(histories, ({ stream, events }) => {
        for (const { event, state } of published(relay, { stream, events })) {
          const publish = (relay as unknown as Relay).publish[event.type]!;
          const publication = publish(event, state as never);
          expect(publication.type).toMatch(contractType);
          expect(publish(event, state as never)).toEqual(publication);
        }
      }),
    );
  });
}

/** The types of a history's events that change the public state and are not published. */
export function silentChanges<E extends Message>(relay: Relay<E>, history: History<E>): readonly string[] {
  return steps(relay, history)
    .filter(({ event, before, state }) => !Object.hasOwn(relay.publish, event.type) && !same(before, state))
    .map(({ event }) => event.type);
}

const published = <E extends Message>(relay: Relay<E>, history: History<E>) =>
  steps(relay, history).filter(({ event }) => Object.hasOwn(relay.publish, event.type));

/** The public state before and after each event; it never is in a stream without facet. */
function steps<E extends Message>(
  relay: Relay<E>,
  { stream, events }: History<E>,
): readonly Readonly<{ event: Recorded; before: unknown; state: unknown }>[] {
  const kind = facetOf(relay, stream)?.kind;
  const fold = kind === undefined ? undefined : relay.facets[kind];
  let state = fold?.initial;
  return recordHistory(stream, events).map((event) => {
    const before = state;
    state = fold?.evolve(before as never, event as never);
    return { event, before, state };
  });
}

/** What a thing's commands lead to, one after the other; refused ones leave nothing behind. */
export function historyOf<S, C extends Message, E extends Message>(
  decider: Decider<S, C, E>,
  stream: StreamName,
  commands: readonly C[],
): History<E> {
  const events: E[] = [];
  for (const command of commands) {
    const decided = decider.decide(command, events.reduce(decider.evolve, decider.initialState()));
    if (!isRejection(decided)) events.push(...decided);
  }
  return { stream, events };
}

/** A history as it would stand in the log. */
export function recordHistory<E extends Message>(stream: StreamName, events: readonly E[]): readonly Recorded<E>[] {
  return events.map((event, index) => ({
    ...event,
    id: `${stream}/${index}`,
    stream,
    version: streamVersion(index),
    metadata: {
      commandId: `command-${index}`,
      causationId: `command-${index}`,
      correlationId: stream,
      actor: { kind: 'system', id: 'relay-specification' },
      occurredAt: new Date(Date.UTC(2026, 0, 5, 9, 0, index)),
      schema: 1,
      hash: `hash-${index}`,
    },
  }));
}

function same(one: unknown, other: unknown): boolean {
  try {
    expect(one).toEqual(other);
    return true;
  } catch {
    return false;
  }
}

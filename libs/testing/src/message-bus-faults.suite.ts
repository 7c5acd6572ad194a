import { expect } from '@jest/globals';
import type { Envelope, Facet, MessageBus } from '@rollcall/event-sourcing';
import fc from 'fast-check';
import type { BusTest } from './message-bus-contract.js';
import { Arrivals, numberOf, someMessage, someMessages } from './message-bus-contract.js';

const keys = Array.from({ length: 25 }, (_, index) => `key-${index}`);

/** What a follower of facets keeps: each thing at its highest version (KRN-08). */
class FacetsSeen {
  readonly #facets = new Map<string, Facet>();

  keep(message: Envelope): void {
    const facet = message.facet!;
    const known = this.#facets.get(facet.key);
    if (!known || known.version < facet.version) this.#facets.set(facet.key, facet);
  }

  states(): readonly (readonly [string, unknown])[] {
    return [...this.#facets].map(([key, { state }]) => [key, state] as const).sort();
  }
}

/** Many messages under faults; what is random follows from the seed, and the long form plays it more often. */
export function faultSuite(test: BusTest, { seed, long }: Readonly<{ seed: number; long: boolean }>): void {
  test('G7 duplicated, reordered and delayed messages lead to the same facets', async ({ bus, topic }) => {
    const inOrder = keys.flatMap((key) => someMessages(topic, key, 8));
    const expected = new FacetsSeen();
    for (const message of inOrder) expected.keep(message);
    await fc.assert(
      fc.asyncProperty(disturbed(inOrder), fc.uuid(), async (messages, run) => {
        const runTopic = `${topic}.${run}`;
        const seen = new FacetsSeen();
        const subscription = await bus.consume('followers', [runTopic], {
          batch: (batch) => {
            for (const message of batch) seen.keep(message);
          },
        });
        for (let start = 0; start < messages.length; start += 100) {
          await bus.publish(messages.slice(start, start + 100).map((message) => ({ ...message, topic: runTopic })));
        }
        await subscription.quiet();
        await subscription[Symbol.asyncDispose]();
        expect(seen.states()).toEqual(expected.states());
      }),
      { seed, numRuns: long ? 100 : 5 },
    );
  });

  test('G8 one bad message among a thousand keys is parked with its cause, 999 are applied', async ({ bus, topic }) => {
    const bad = fc.sample(fc.nat({ max: 999 }), { seed, numRuns: long ? 20 : 1 });
    for (const [round, number] of bad.entries()) await poison(bus, `${topic}.${round}`, number);
  });
}

/** The message with this number is bad until it is mended and driven again, the only one of its key but for a later one. */
async function poison(bus: MessageBus, topic: string, bad: number): Promise<void> {
  const arrivals = new Arrivals();
  const key = `thing-${bad}`;
  let broken = true;
  const messages = Array.from({ length: 1_000 }, (_, index) => someMessage(topic, `thing-${index}`, index));
  const subscription = await bus.consume('readers', [topic], {
    each: (message) => (broken && numberOf(message) === bad ? { park: `number ${bad} is bad` } : arrivals.add(message)),
  });
  await bus.publish(messages);
  await bus.publish([someMessage(topic, key, 1_000)]);
  await subscription.quiet();
  expect(arrivals.messages).toHaveLength(999);
  expect(await bus.parked.list('readers')).toMatchObject([
    { key, place: 'cause', reason: `number ${bad} is bad` },
    { key, place: 'behind' },
  ]);

  broken = false;
  await bus.parked.redrive('readers', key);
  expect(arrivals.numbers(key)).toEqual([bad, 1_000]);
  expect(await bus.parked.list('readers')).toEqual([]);
  await subscription[Symbol.asyncDispose]();
}

/** A tenth of the messages three times more, a tenth moved elsewhere, a tenth at the very end. */
function disturbed(messages: readonly Envelope[]): fc.Arbitrary<readonly Envelope[]> {
  const fate = fc.record({
    what: fc.constantFrom(...Array<string>(7).fill('as it is'), 'thrice more', 'elsewhere', 'last'),
    place: fc.double({ min: 0, max: 1, noNaN: true }),
  });
  return fc.array(fate, { minLength: messages.length, maxLength: messages.length }).map((fates) =>
    messages
      .flatMap((message, index) => {
        const { what, place } = fates[index]!;
        const rank = what === 'last' ? 1 : what === 'elsewhere' ? place : index / messages.length;
        const copies = what === 'thrice more' ? [rank, rank, place, 1] : [rank];
        return copies.map((at) => ({ at, message }));
      })
      .sort((one, other) => one.at - other.at)
      .map(({ message }) => message),
  );
}

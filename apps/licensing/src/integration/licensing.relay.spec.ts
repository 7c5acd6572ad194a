import { expect, test } from '@jest/globals';
import { driftKinds, violation } from '@rollcall/contracts';
import { categoryOf, type Decider, type Message, type StreamName, streamVersion } from '@rollcall/event-sourcing';
import { type History, historyOf, recordHistory, relaySpecification } from '@rollcall/testing';
import fc from 'fast-check';
import { addressDecider } from '../address/address.decider.js';
import { addressStream } from '../address/address.events.js';
import { driftDecider } from '../drift/drift.decider.js';
import { driftStream } from '../drift/drift.events.js';
import { poolDecider } from '../pool/pool.decider.js';
import { runDecider } from '../run/run.decider.js';
import { runStream } from '../run/run.events.js';
import { seatDecider } from '../seat/seat.decider.js';
import { poolStream, seatStream } from '../seat/seat.decisions.js';
import { teamDecider } from '../team/team.decider.js';
import { teamStream } from '../team/team.events.js';
import { useDecider } from '../use/use.decider.js';
import { useStream } from '../use/use.decisions.js';
import { licensingRelay } from './licensing.relay.js';

/** What random commands lead to; refused ones leave nothing behind. */
function histories<S, C extends Message, E extends Message>(
  decider: Decider<S, C, E>,
  stream: StreamName,
  commands: readonly [type: C['type'], data: fc.Arbitrary<object>][],
  first: readonly C[] = [],
): fc.Arbitrary<History> {
  const any = commands.map(([type, data]) => fc.record({ type: fc.constant(type), data })) as fc.Arbitrary<C>[];
  return fc.array(fc.oneof(...any), { maxLength: 30 }).map((rest) => historyOf(decider, stream, [...first, ...rest]));
}

const none = fc.constant({});
const fixed = <T extends object>(data: T) => fc.constant(data);
const personId = fc.constantFrom('p1', 'p2');
const attempt = fc.integer({ min: 1, max: 4 });
const holder = { seatId: 's', teamId: 't', accountId: 'a' };
const claim = fc.record({
  ...{ personId: fc.constant('p1'), siteId: fc.constant('site'), teamId: fc.constant('t'), attempt },
  ...{ accountId: fc.constantFrom('a', 'b'), used: fc.nat(9), total: fc.nat(9) },
});
const drift = fc.record({
  ...{ personId: fc.constant('p1'), siteId: fc.constant('site'), kind: fc.constantFrom(...driftKinds) },
  ...{ suggestion: fc.constantFrom('active', 'inactive'), since: fc.constant('2026-01-05T09:00:00.000Z') },
  ...{ by: fc.constant({ kind: 'user', id: 'u' }), evidence: fc.array(fc.constantFrom('e1', 'e2'), { minLength: 1 }) },
});
const run = { runId: 'r', siteId: 'site', teamId: 't', startedAt: '2026-01-05T09:00:00.000Z' };

const all = fc.oneof(
  histories(teamDecider, teamStream('t'), [
    ['CreateTeam', fixed({ teamId: 't', name: 'T' })],
    [
      'AppointAdmin',
      fc.record({ teamId: fc.constant('t'), accountId: personId, rank: fc.constantFrom('primary', 'secondary') }),
    ],
  ]),
  histories(poolDecider, poolStream('t'), [
    ['StartSubscription', fixed({ teamId: 't', total: 2 })],
    ['AddSeats', fixed({ count: 1 })],
    ['TakeSeat', fixed({ seatId: 's', at: new Date('2026-01-05T09:00:00.000Z') })],
  ]),
  histories(seatDecider, seatStream('s'), [
    ['UseSeat', fc.record({ personId, siteId: fc.constant('site'), attempt }).map((use) => ({ ...holder, ...use }))],
    ['EndSeatUse', fc.record({ personId })],
    ['AssignSeat', fixed(holder)],
    ['UnassignSeat', none],
    ['EndAssignment', none],
  ]),
  histories(useDecider, useStream('p1'), [
    ['ClaimUse', claim.map((data) => ({ ...data, seatId: 's', wasHeld: false }))],
    ['RefuseUse', claim.map((data) => ({ ...data, code: 'no-seat-left', reason: 'No seat left.' }))],
    ['DropUse', none],
    ['EndAttempts', fc.record({ upTo: attempt })],
  ]),
  histories(addressDecider, addressStream('index'), [
    ['TakeAddress', fc.record({ emailIndex: fc.constant('index'), accountId: personId })],
    ['LeaveAddress', fc.record({ emailIndex: fc.constant('index'), accountId: personId })],
  ]),
  histories(driftDecider, driftStream('p1'), [
    ['NoteDrift', drift.map((found) => ({ personId: 'p1', siteId: 'site', drift: found }))],
    ['NoteDrift', fixed({ personId: 'p1', siteId: 'site' })],
  ]),
  histories(
    runDecider,
    runStream('r'),
    [
      ['RecordSlice', fixed({ analysed: 2, people: 2, found: ['p1', 'p2'] })],
      ['RecordSlice', fixed({ analysed: 1, people: 2, found: ['p1'], next: 'p1' })],
      ['FailRun', fixed({ reason: 'Broken.' })],
      ['CancelRun', none],
      ['CountOverride', fixed({ by: 1 })],
      ['ResolveRun', none],
      ['RequestCorrection', fixed({ runId: 'r', siteId: 'site', personId: 'p1', status: 'active' })],
      ['SettlePerson', fc.record({ personId, resolved: fc.boolean() })],
      ['EndResolving', none],
    ],
    [{ type: 'RequestRun', data: run }],
  ),
) as fc.Arbitrary<History<never>>;

relaySpecification(licensingRelay, all);

test('KRN-09 what is published keeps its contract, facet included', () => {
  fc.assert(
    fc.property(all, ({ stream, events }) => {
      const [kind, fold] = Object.entries(licensingRelay.facets).find(
        ([, { category }]) => category === categoryOf(stream),
      )!;
      let state = fold.initial;
      for (const event of recordHistory<Message>(stream, events)) {
        state = fold.evolve(state as never, event as never);
        const publish = licensingRelay.publish[event.type as keyof typeof licensingRelay.publish];
        if (!publish) continue;
        const publication = publish(event as never, state as never);
        const facet = { source: 'licensing', kind, key: 'k', version: streamVersion(0), state };
        expect(violation({ ...publication, facet })).toBeUndefined();
      }
    }),
  );
});

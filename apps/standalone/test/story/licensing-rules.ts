import { answering, type Exports, onlyWhenDisabled, type Rule } from './rule.js';

/** Licensing’s rules; without any one of them some story ends wrong. */
export const licensingRules: readonly Rule[] = [
  {
    rule: 'an ended attempt gets no seat',
    module: '../../../licensing/src/use/use.decider.js',
    off: ({ useDecider }: Exports) => ({
      isAnswerable: ({ answered }: { answered: number }, attempt: number) => attempt > answered,
      useDecider: answering(useDecider!, ({ type, data }, { answered }: { answered: number }) =>
        type === 'ClaimUse' && Number(data['attempt']) > answered ? [{ type: 'SeatClaimed', data }] : undefined,
      ),
    }),
  },
  {
    rule: 'ending attempts drops their use',
    module: '../../../licensing/src/use/use.decider.js',
    off: ({ useDecider }: Exports) => ({
      useDecider: answering(useDecider!, ({ type, data }, { ended }: { ended: number }) =>
        type === 'EndAttempts' && Number(data['upTo']) > ended ? [{ type: 'AttemptsEnded', data }] : undefined,
      ),
    }),
  },
  {
    rule: 'a pool gives no more seats than it has',
    module: '../../../licensing/src/pool/pool.decider.js',
    off: ({ poolDecider }: Exports) => ({
      poolDecider: answering(poolDecider!, ({ type, data }) =>
        type === 'TakeSeat' ? [{ type: 'SeatTaken', data: { seatId: data['seatId'] } }] : undefined,
      ),
    }),
  },
  {
    rule: 'a seat is released only when nobody holds it',
    module: '../../../licensing/src/seat/seat.decider.js',
    off: ({ seatDecider }: Exports) => ({
      seatDecider: answering(seatDecider!, ({ type, data }, seat: { uses?: readonly { personId: string }[] }) =>
        type === 'EndSeatUse' && seat.uses?.some(({ personId }) => personId === data['personId'])
          ? [
              { type: 'SeatUseEnded', data },
              { type: 'SeatReleased', data: { ...seat, cause: 'inactive-everywhere' } },
            ]
          : undefined,
      ),
    }),
  },
  {
    rule: 'the end of attempts spares a later one',
    module: '../../../licensing/src/use/use.decider.js',
    story: 'lateEnd',
    off: ({ useDecider }: Exports) => ({
      useDecider: answering(useDecider!, ({ type, data }, { ended, current }: { ended: number; current?: object }) =>
        type === 'EndAttempts' && Number(data['upTo']) > ended && current
          ? [
              { type: 'AttemptsEnded', data },
              { type: 'SeatUseDropped', data: { ...current } },
            ]
          : undefined,
      ),
    }),
  },
  {
    rule: 'a claim first drops the person’s use on another account',
    module: '../../../licensing/src/seat/seat.decider.js',
    story: 'fullPoolMove',
    off: ({ seatDecider }: Exports) => ({
      seatDecider: answering(seatDecider!, ({ type }) => (type === 'EndSeatUse' ? [] : undefined)),
    }),
  },
  {
    rule: 'licensing ends attempts on every message about a person',
    module: '../../../licensing/src/integration/on-person-changed.js',
    story: 'missedByLicensing',
    off: onlyWhenDisabled,
  },
];

import type { Decider, Message, Rejection } from '@rollcall/event-sourcing';

type AnyMessage = Message<string, Readonly<Record<string, unknown>>>;
type AnyDecider = Decider<unknown, AnyMessage, AnyMessage>;
type Exports = Readonly<Record<string, AnyDecider>>;
/** A rule, the module it lives in, that module's exports with the rule switched off, and the story that shows it where random ones hardly do. */
export type Rule = Readonly<{
  rule: string;
  module: string;
  off: (actual: never) => object;
  story?: 'staleEdit' | 'refusedEdit';
}>;

/** The decider, answering otherwise where `off` has an answer. */
const answering = (
  decider: AnyDecider,
  off: (command: AnyMessage, state: never) => readonly AnyMessage[] | Rejection | undefined,
): AnyDecider => ({
  ...decider,
  decide: (command, state) => off(command, state as never) ?? decider.decide(command, state),
});

/** The rules that keep seats and links true; without any one of them some story ends wrong. */
export const rules: readonly Rule[] = [
  {
    rule: 'an ended attempt gets no seat',
    module: '../../../licensing/src/use/use.decider.js',
    off: () => ({ isAnswerable: ({ answered }: { answered: number }, attempt: number) => attempt > answered }),
  },
  {
    rule: 'ending attempts drops their use',
    module: '../../../licensing/src/use/use.decider.js',
    off: ({ useDecider }: Exports) => ({
      useDecider: answering(useDecider!, ({ type }) => (type === 'EndAttempts' ? [] : undefined)),
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
    rule: 'a site has one active person per email',
    module: '../../../directory/src/email-claim/email-claim.decider.js',
    off: ({ emailClaimDecider }: Exports) => ({
      emailClaimDecider: answering(emailClaimDecider!, ({ type, data }, claim: { generation: number }) =>
        type === 'Claim'
          ? [{ type: 'SiteEmailClaimed', data: { owner: data['owner'], generation: claim.generation + 1 } }]
          : undefined,
      ),
    }),
  },
  {
    rule: 'a seat counts only for the open attempt',
    module: '../../../directory/src/person/person.decider.js',
    off: ({ personDecider }: Exports) => ({
      personDecider: answering(personDecider!, ({ type, data }, person: { status: string }) =>
        type === 'ConfirmSeat' && person.status === 'disabled'
          ? [{ type: 'PersonActivated', data: { ...data, welcome: 'hold' } }]
          : undefined,
      ),
    }),
  },
  {
    rule: 'identity ignores messages older than one acted upon',
    module: '../../../identity/src/link/link.decider.js',
    story: 'staleEdit',
    off: ({ linkDecider }: Exports) => ({
      linkDecider: {
        ...linkDecider,
        evolve: (link: unknown, event: AnyMessage) => ({
          ...(linkDecider!.evolve(link, event) as object),
          version: -1n,
        }),
      },
    }),
  },
  {
    rule: 'a refused edit restores the former link',
    module: '../../../identity/src/link/link.decider.js',
    story: 'refusedEdit',
    off: ({ linkDecider }: Exports) => ({
      linkDecider: answering(linkDecider!, ({ type }) => (type === 'RestoreLink' ? [] : undefined)),
    }),
  },
];

import { type AnyMessage, answering, type Exports, type Rule } from './rule.js';

type Folds = Readonly<{ personFold: { evolve: (facet: unknown, event: AnyMessage) => unknown } }>;

/** The facet, whose highest ended attempt such an event does not raise. */
const withoutEndOf = (fold: Folds['personFold'], type: string): object => ({
  ...fold,
  evolve: (facet: { ended?: number } | undefined, event: AnyMessage) => ({
    ...(fold.evolve(facet, event) as object),
    ...(event.type === type ? { ended: facet?.ended } : {}),
  }),
});

/** Directory’s rules; without any one of them some story ends wrong. */
export const directoryRules: readonly Rule[] = [
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
    rule: 'a claim on an address is freed with its attempt',
    module: '../../../directory/src/email-claim/email-claim.decider.js',
    story: 'quickSwap',
    off: ({ emailClaimDecider }: Exports) => ({
      emailClaimDecider: answering(emailClaimDecider!, ({ type }) => (type === 'Release' ? [] : undefined)),
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
    rule: 'a late answer to an ended attempt is answered with its end',
    module: '../../../directory/src/person/person.decider.js',
    story: 'lateClaim',
    off: ({ personDecider }: Exports) => ({
      personDecider: answering(personDecider!, ({ type, data }, { ended }: { ended: number }) =>
        type === 'ConfirmSeat' && Number(data['attempt']) <= ended ? [] : undefined,
      ),
    }),
  },
  {
    rule: 'a refused attempt has ended',
    module: '../../../directory/src/person/person.facet.js',
    off: ({ personFold }: Folds) => ({ personFold: withoutEndOf(personFold, 'ActivationRefused') }),
  },
  {
    rule: 'disabling ends the attempt',
    module: '../../../directory/src/person/person.facet.js',
    off: ({ personFold }: Folds) => ({ personFold: withoutEndOf(personFold, 'PersonDisabled') }),
  },
  {
    rule: 'an attempt that nobody answers times out',
    module: '../../../directory/src/integration/deadlines.js',
    story: 'lostAnswer',
    off: () => ({ directoryDeadlines: { name: 'nothing is ever due', on: {} } }),
  },
  {
    rule: 'an active person’s edit outlives its time-out',
    module: '../../../directory/src/person/person.decider.js',
    story: 'lateEdit',
    off: ({ personDecider }: Exports) => ({
      personDecider: {
        ...personDecider,
        evolve: (person: unknown, event: AnyMessage) => ({
          ...(personDecider!.evolve(person, event) as object),
          ...(event.type === 'ActivationTimedOut' ? { open: undefined, ended: event.data['attempt'] } : {}),
        }),
      },
    }),
  },
  {
    rule: 'a change of an account’s email counts for the attempt it tells of',
    module: '../../../directory/src/person/person.decider.js',
    story: 'changeFromBefore',
    off: ({ personDecider }: Exports) => ({
      personDecider: {
        ...personDecider,
        decide: (command: AnyMessage, person: unknown) =>
          command.type === 'FollowAccountEmail'
            ? personDecider!.decide({ ...command, data: { ...command.data, attempt: undefined } }, person)
            : personDecider!.decide(command, person),
      },
    }),
  },
];

import { type AnyMessage, answering, type Exports, onlyWhenDisabled, type Rule } from './rule.js';

const slotModule = '../../../identity/src/site-slot/site-slot.decider.js';
type GivenSlot = Readonly<{ status: string; personId?: string; claimVersion?: number }>;

/** Tokens compared wherever these fields are the same. */
const comparing =
  (fields: readonly string[]) =>
  ({ siteSlotDecider }: Exports): object => ({
    siteSlotDecider: answering(siteSlotDecider!, ({ type, data }, slot: GivenSlot & Record<string, unknown>) =>
      type === 'TakeSlot' && fields.every((field) => slot[field] === data[field]) && isHigher(data, slot)
        ? [{ type: 'SlotGiven', data }]
        : undefined,
    ),
  });
const isHigher = (data: Readonly<Record<string, unknown>>, { claimVersion = 0 }: GivenSlot): boolean =>
  Number(data['claimVersion']) > claimVersion;

/** Identity’s rules; without any one of them some story ends wrong. */
export const identityRules: readonly Rule[] = [
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
  {
    rule: 'identity refuses a request for an ended attempt',
    module: '../../../identity/src/link/link.decider.js',
    story: 'lateRequest',
    off: ({ linkDecider }: Exports) => ({
      linkDecider: answering(linkDecider!, ({ type }) => (type === 'EndAttempts' ? [] : undefined)),
    }),
  },
  {
    rule: 'identity ends attempts on every message about a person',
    module: '../../../identity/src/integration/on-person-changed.js',
    story: 'missedByIdentity',
    off: onlyWhenDisabled,
  },
  {
    rule: 'whoever leaves an account may enter by it no more',
    module: '../../../identity/src/account/account.decider.js',
    off: ({ accountDecider }: Exports) => ({
      accountDecider: answering(accountDecider!, ({ type }) => (type === 'ClosePersonAccess' ? [] : undefined)),
    }),
  },
  {
    rule: 'the end of an attempt makes the invitation void',
    module: '../../../identity/src/invitation/invitation.decider.js',
    off: ({ invitationDecider }: Exports) => ({
      invitationDecider: answering(invitationDecider!, ({ type }) => (type === 'VoidInvitation' ? [] : undefined)),
    }),
  },
  {
    rule: 'editing a disabled person’s email unlinks',
    module: '../../../identity/src/link/link.decider.js',
    story: 'disabledEdit',
    off: ({ linkDecider }: Exports) => ({
      linkDecider: answering(linkDecider!, ({ type }) => (type === 'UnlinkAccount' ? [] : undefined)),
    }),
  },
  {
    rule: 'an account’s slot goes to the later claim on its address',
    module: slotModule,
    story: 'quickSwap',
    off: ({ siteSlotDecider }: Exports) => ({
      siteSlotDecider: answering(siteSlotDecider!, ({ type, data }, slot: GivenSlot) =>
        type === 'TakeSlot' && slot.status === 'given' && slot.personId !== data['personId']
          ? { rejected: 'account-already-on-site', reason: 'Another person has it.' }
          : undefined,
      ),
    }),
  },
  {
    rule: 'an account’s slot is not given to an earlier claim',
    module: slotModule,
    story: 'movedOntoAnother',
    off: ({ siteSlotDecider }: Exports) => ({
      siteSlotDecider: answering(siteSlotDecider!, ({ type, data }) =>
        type === 'TakeSlot' ? [{ type: 'SlotGiven', data }] : undefined,
      ),
    }),
  },
  {
    rule: 'claims on two addresses are not compared',
    module: slotModule,
    story: 'movedOntoAnother',
    off: comparing([]),
  },
  {
    rule: 'claims on an address are compared only while the account keeps it',
    module: slotModule,
    story: 'thereAndBack',
    off: comparing(['emailIndex']),
  },
  {
    rule: 'whoever leaves an account’s slot frees it',
    module: slotModule,
    story: 'movedAndDisabled',
    off: ({ siteSlotDecider }: Exports) => ({
      siteSlotDecider: answering(siteSlotDecider!, ({ type }) => (type === 'FreeSlot' ? [] : undefined)),
    }),
  },
];

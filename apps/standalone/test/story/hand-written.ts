import type { Happening } from './happenings.js';
import type { ServiceName } from './story-world.js';

/** A story that random ones hardly find, and how it ends beside what every story promises. */
export type HandWritten = Readonly<{
  promise: string;
  happenings: readonly Happening[];
  seats?: number;
  /** Person → the address by which they are active in the end. */
  active?: Readonly<Record<number, number>>;
  /** Who is linked to no account in the end. */
  unlinked?: readonly number[];
}>;

const admin = (
  what: 'create' | 'enable' | 'disable' | 'edit-email' | 'rename',
  person: number,
  email = 0,
): Happening => ({
  what,
  person,
  email,
  instance: 0,
});
const owner = (what: 'move-account' | 'close-account', email: number, to = email): Happening => ({
  what,
  email,
  to,
  instance: 0,
});
const all = Array.from({ length: 120 }, () => ({ what: 'deliver', pick: 0 }) as const);
const aside = (service: ServiceName, thing: string): Happening => ({ what: 'set-aside', service, type: thing });
const handOver = (service: ServiceName): readonly Happening[] => [{ what: 'hand-over', service }, ...all];

/** The rare cases, by the name that a rule calls them. People 0 and 2 are of one site. */
export const handWritten = {
  staleEdit: {
    promise: 'a stale edit, delivered again, leaves an active person linked',
    // The second of two edits made while disabled changes no link and so leaves no trace.
    happenings: [
      ...[admin('create', 0), ...all, admin('disable', 0), admin('edit-email', 0, 1), admin('edit-email', 0, 2)],
      ...[admin('enable', 0), ...all, ...Array.from({ length: 300 }, (_, pick) => ({ what: 'again', pick }) as const)],
    ],
    active: { 0: 2 },
  },
  refusedEdit: {
    promise: 'a refused edit leaves an active person on the account they had',
    // The former account's seat stays in use on the other site, so that there is none for the new one.
    happenings: [admin('create', 0), admin('create', 1), ...all, admin('edit-email', 0, 1)],
    active: { 0: 0, 1: 0 },
  },
  fullPoolMove: {
    promise: 'a full pool does not refuse an active person’s move to another account',
    happenings: [admin('create', 0), ...all, admin('edit-email', 0, 1)],
    active: { 0: 1 },
  },
  disabledEdit: {
    promise: 'an edit of a disabled person’s email unlinks whoever was invited by mistake',
    happenings: [admin('create', 0), ...all, admin('disable', 0), ...all, admin('edit-email', 0, 1)],
    unlinked: [0],
  },
  lostAnswer: {
    promise: 'an attempt that nobody answers times out',
    happenings: [aside('licensing', 'identity.account-linked'), admin('create', 0)],
  },
  lateEdit: {
    promise: 'an active person’s edit is shown as late, and its answer still counts',
    happenings: [
      ...[admin('create', 0), ...all, aside('licensing', 'identity.account-linked'), admin('edit-email', 0, 1), ...all],
      ...[{ what: 'time-out', pick: 0 } as const, ...handOver('licensing')],
    ],
    active: { 0: 1 },
  },
  lateClaim: {
    promise: 'a claim for an ended attempt is answered with its end, whoever missed that',
    happenings: [
      ...[aside('licensing', 'identity.account-linked'), admin('create', 0), ...all],
      ...[aside('licensing', 'directory.person-disabled'), admin('disable', 0), ...all, ...handOver('licensing')],
    ],
  },
  lateEnd: {
    promise: 'the end of an attempt leaves a later one its seat',
    happenings: [
      ...[admin('create', 0), ...all, aside('licensing', 'directory.person-disabled')],
      ...[aside('licensing', 'directory.activation-requested'), aside('licensing', 'directory.person-activated')],
      ...[admin('disable', 0), admin('enable', 0), ...all, ...handOver('licensing')],
    ],
    active: { 0: 0 },
  },
  lateRequest: {
    promise: 'a request for an ended attempt links nobody',
    happenings: [
      ...[aside('identity', 'directory.activation-requested'), admin('create', 0), ...all],
      ...[admin('disable', 0), ...all, ...handOver('identity')],
    ],
    unlinked: [0],
  },
  missedByIdentity: {
    promise: 'identity hears of an end by any later message about the person',
    happenings: [
      ...[admin('create', 0), ...all, aside('identity', 'directory.person-disabled')],
      ...[admin('disable', 0), admin('rename', 0)],
    ],
  },
  missedByLicensing: {
    promise: 'licensing hears of an end by any later message about the person',
    happenings: [
      ...[admin('create', 0), ...all, aside('licensing', 'directory.person-disabled')],
      ...[admin('disable', 0), admin('rename', 0)],
    ],
  },
  quickSwap: {
    promise: 'whoever claims the address later has the account, although the other’s end is still on its way',
    happenings: [
      ...[admin('create', 0), ...all, aside('identity', 'directory.person-disabled'), admin('disable', 0)],
      ...[admin('create', 2), ...all, ...handOver('identity')],
    ],
    active: { 2: 0 },
  },
  movedOntoAnother: {
    promise: 'an account that moved to another person’s address still stands for one of them',
    seats: 2,
    happenings: [
      ...[admin('create', 0, 0), admin('create', 2, 1), ...all, owner('close-account', 1), owner('move-account', 0, 1)],
      ...[...all, admin('disable', 2), admin('enable', 2)],
    ],
    active: { 0: 0 },
  },
  movedAndDisabled: {
    promise: 'a disabled person keeps nobody else out of the account they had',
    happenings: [
      ...[admin('create', 0, 0), ...all, admin('disable', 0), ...all, owner('move-account', 0, 1), ...all],
      admin('create', 2, 1),
    ],
    active: { 2: 1 },
  },
  thereAndBack: {
    promise: 'an address that the account left and took again proves nothing about who came later',
    happenings: [
      ...[admin('create', 0, 0), ...all, owner('move-account', 0, 1), ...all],
      ...[aside('directory', 'identity.account-email-changed'), owner('move-account', 1, 0), ...all],
      ...[admin('create', 2, 0), ...all, ...handOver('directory')],
    ],
    active: { 0: 0 },
  },
  changeFromBefore: {
    promise: 'a change of address from before an attempt moves nobody who is active by it',
    happenings: [
      ...[admin('create', 0, 0), ...all, aside('directory', 'identity.account-email-changed')],
      ...[
        aside('directory', 'identity.account-email-changed'),
        owner('move-account', 0, 1),
        owner('move-account', 1, 0),
      ],
      ...[...all, admin('disable', 0), admin('enable', 0), ...all, ...handOver('directory')],
      ...[admin('create', 2, 0), ...all, ...handOver('directory')],
    ],
    active: { 0: 0 },
  },
} as const satisfies Readonly<Record<string, HandWritten>>;

import type { Cast } from './cast.js';
import type { SiteSlug } from './sites.js';

/** Something done through the product's own API after the import; `examples/studio/README.md` explains each. */
export type Operation =
  | Readonly<{ op: 'disable' | 'enable'; site: SiteSlug; login: string }>
  | Readonly<{ op: 'edit-email'; site: SiteSlug; login: string; email: string; confirmTwin: true }>
  | Readonly<{ op: 'assign-seat' | 'unassign-seat'; email: string }>
  | Readonly<{ op: 'sign-up'; email: string; firstName: string; lastName: string }>
  | Readonly<{ op: 'close-account'; account: string }>
  | Readonly<{ op: 'change-email'; account: string; email: string }>;

/** Accounts that sign up, are given a seat, and are on no site: unused licences (LIC-09). */
const strangers = [
  { email: 'desk.reception@halcyon.example.com', firstName: 'Reception', lastName: 'Desk' },
  { email: 'morgan.hale@freelance.example.net', firstName: 'Morgan', lastName: 'Hale' },
  { email: 'tove.lindgren@freelance.example.net', firstName: 'Tove', lastName: 'Lindgren' },
] as const;

/** Everything that happens, in an order that never needs more seats than the import did. */
export function createOperations(cast: Cast): readonly Operation[] {
  const { seatMissing, seatHeld, accountClosed, siteEdit, lateEnable, justDisabled } = cast;
  const neverActive = seatHeld.at(-1);
  if (!neverActive) throw new Error('nobody who was never active');
  const wereActive = [...seatHeld.slice(0, -1), lateEnable, ...justDisabled];
  const site = (op: 'disable' | 'enable', record: Cast['siteEdit']): Operation => ({
    op,
    site: record.site,
    login: record.human.login,
  });
  const assign = ({ email }: { email: string }): Operation => ({ op: 'assign-seat', email });
  const { firstName, lastName } = neverActive.human;
  return [
    ...wereActive.map((record) => site('disable', record)),
    ...seatMissing.map(({ email }): Operation => ({ op: 'unassign-seat', email })),
    { op: 'close-account', account: accountClosed.email },
    {
      op: 'edit-email',
      site: siteEdit.site,
      login: siteEdit.human.login,
      email: renamed(siteEdit.email),
      confirmTwin: true,
    },
    { op: 'change-email', account: lateEnable.email, email: renamed(lateEnable.email) },
    site('enable', lateEnable),
    { op: 'sign-up', email: neverActive.email, firstName, lastName },
    ...seatHeld.map(assign),
    ...strangers.flatMap((stranger): Operation[] => [{ op: 'sign-up', ...stranger }, assign(stranger)]),
  ];
}

/** An address nobody has yet: the same person's, in another style. */
const renamed = (email: string): string => email.replace('@', '.studio@');

import type { DriftFacet, InvitationFacet, PersonFacet } from '@rollcall/contracts';
import { ERASED } from '@rollcall/event-sourcing';

/** A person of a site as lists show it: all services’ facets about them in one row. */
export type PersonRow = Readonly<{
  id: string;
  siteId: string;
  teamId: string;
  version: string;
  createdAt: string;
  /** Nothing personal of them is kept: names, login and email read `[erased]`. */
  erased?: true;
  firstName: string;
  lastName: string;
  login: string;
  email: string;
  emailIndex: string;
  status: PersonFacet['status'];
  activation: PersonFacet['activation'];
  accountId?: string;
  accountStatus?: 'Created' | 'Pending';
  /** Until when their account is locked; absent once the lock has ended. */
  lockedUntil?: string;
  /** Whether they get security emails, where somebody chose; else their role decides. */
  securityEmails?: boolean;
  /** The account was there before the person was linked to it. */
  existingAccount?: true;
  seat: Readonly<{ held: boolean; refusal?: string }>;
  invitation?: Pick<InvitationFacet, 'state' | 'issuedAt' | 'expiresAt' | 'failure'>;
  roles: readonly Readonly<{ id: string; name: string }>[];
  projectIds: readonly string[];
  groupIds: readonly string[];
  externalId?: string;
  drift?: Pick<DriftFacet, 'kind' | 'suggestion' | 'since' | 'by'>;
}>;

/** A name as people read it; of somebody erased, that they were. */
export const fullName = ({ firstName, lastName }: Readonly<{ firstName: string; lastName: string }>): string =>
  firstName === ERASED ? ERASED : [firstName, lastName].filter((part) => part !== '').join(' ');

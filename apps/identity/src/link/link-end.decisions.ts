import { type Command, isRejection, writes } from '@rollcall/event-sourcing';
import { leaveAccounts, voidInvitation } from './leave-accounts.js';
import { linkDecider } from './link.decider.js';
import { linkStream } from './link.decisions.js';

/**
 * Ends every attempt up to this one: the person may enter by none of them any more, sessions end when nobody else of the
 * account is active, the open invitation is void (STO-8; DESIGN section 5: level-triggered). The link of a later attempt
 * is none of its business. `version` is the person's facet's.
 */
export function endAttempts(personId: string, upTo: number, version: bigint): Command {
  const addressed = linkStream(personId);
  return {
    addressed,
    decide: (get) => {
      const link = get(linkDecider, addressed);
      if (upTo <= link.ended) return new Map();
      const later = link.linked !== undefined && link.linked.attempt > upTo;
      return writes(
        [addressed, linkDecider.decide({ type: 'EndAttempts', data: { upTo } }, link)],
        ...(later ? [] : [...leaveAccounts(get, link, version), voidInvitation(get, personId)]),
      );
    },
  };
}

/** A disabled person's email was edited: who was invited by mistake stays out even after accepting (DESIGN section 5). */
export function unlinkAccount(personId: string, version: bigint): Command {
  const addressed = linkStream(personId);
  return {
    addressed,
    decide: (get) => {
      const link = get(linkDecider, addressed);
      if (version < link.version || !link.linked) return new Map();
      return writes(
        [addressed, linkDecider.decide({ type: 'UnlinkAccount', data: { version } }, link)],
        ...leaveAccounts(get, link, version),
        voidInvitation(get, personId),
      );
    },
  };
}

/** An active person's edit was refused: back to the account they had. */
export function restoreLink(personId: string, attempt: number, version: bigint): Command {
  const addressed = linkStream(personId);
  return {
    addressed,
    decide: (get) => {
      const link = get(linkDecider, addressed);
      if (version < link.version) return new Map();
      const restored = linkDecider.decide({ type: 'RestoreLink', data: { attempt, version } }, link);
      if (isRejection(restored) || restored.length === 0) return new Map();
      return writes([addressed, restored], ...leaveAccounts(get, link, version, link.former?.accountId));
    },
  };
}

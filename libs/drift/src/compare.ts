import type { Drift, DriftKind, Suggestion } from './drift.js';
import type { Occurrence, PersonView, TwinView, Views } from './views.js';

/**
 * Compares what directory, identity and licensing say about one person (DGN-12). Answers the first kind of drift that
 * fits, or undefined when they agree or an activation attempt is still open.
 */
export function compare({ person, account, seat }: Views): Drift | undefined {
  if (person.attemptOpen) return undefined;
  if (person.status === 'disabled') {
    const unexplained = seat.state === 'held' && !seat.inUse && account.state !== 'closed';
    return unexplained ? drift('seat-held-while-disabled', 'active', [seat.because, person.because]) : undefined;
  }
  if (account.state === 'closed') return drift('account-closed', 'inactive', whatEnded(account.because, person));
  if (account.state === 'none') return drift('account-missing', 'inactive', whatEnded(account.because, person));
  if (account.twin) return twinDrift(account.twin);
  if (seat.state === 'none') return drift('seat-missing', 'inactive', whatEnded(seat.because, person));
  return undefined;
}

function twinDrift({ madeBy, cause, created }: TwinView): Drift {
  return { ...drift(`twin-by-${madeBy}`, 'inactive', cause ? [cause, created] : [created]), repairable: true };
}

type Evidence = readonly [Occurrence, ...Occurrence[]];

/** An active person without what it needs: what ended it, and the activation where that came later or nothing ended. */
function whatEnded(ended: Occurrence | undefined, person: PersonView): Evidence {
  if (!ended) return [person.because];
  return person.because.at > ended.at ? [ended, person.because] : [ended];
}

function drift(kind: DriftKind, suggestion: Suggestion, facts: Evidence): Drift {
  const evidence = [...facts].sort((one, other) => one.at.getTime() - other.at.getTime());
  const latest = evidence.at(-1) ?? facts[0];
  const latestByUser = evidence.findLast((occurrence) => occurrence.by.kind === 'user');
  return { kind, suggestion, repairable: false, since: latest.at, by: (latestByUser ?? latest).by, evidence };
}

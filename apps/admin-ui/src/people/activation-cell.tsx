import type { Person } from '../api/schemas.js';
import { StatusMark } from '../components/status-mark.js';
import { kindText } from '../diagnostics/finding-words.js';
import { activationText } from './activation-story.js';

/** Where a person's activation and seat stand, in a few words; a disagreement comes first. */
export function ActivationCell({ person }: { person: Person }) {
  const { drift, activation, seat } = person;
  const text = activationText(person);
  const stopped = activation?.state === 'refused' || activation?.state === 'timed-out';
  if (drift)
    return (
      <span title={kindText(drift.kind)}>
        <StatusMark tone="warn">Un-synced</StatusMark>
      </span>
    );
  if (text === '') return null;
  const tone = stopped ? 'bad' : activation?.state === 'activating' ? 'warn' : seat?.held ? 'good' : 'quiet';
  return (
    <span title={text}>
      <StatusMark tone={tone}>{text}</StatusMark>
    </span>
  );
}

import type { StoryFacts } from './activation-story.js';
import { storyOf } from './activation-story.js';
import classes from './people.module.css';

const marks = { done: '✓', now: '…', ahead: '', failed: '✕' } as const;

/** The steps from a record to somebody who can sign in, as far as they have come; read out as they happen. */
export function ActivationSteps({ person }: { person: StoryFacts }) {
  return (
    <ol className={classes.story} aria-label="Activation" aria-live="polite">
      {storyOf(person).map(({ label, state, reason }) => (
        <li key={label} data-state={state} aria-current={state === 'now' ? 'step' : undefined}>
          {label} <span aria-hidden>{marks[state]}</span>
          {reason !== undefined && <strong> {reason}</strong>}
        </li>
      ))}
    </ol>
  );
}

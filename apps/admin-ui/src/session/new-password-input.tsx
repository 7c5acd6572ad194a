import { PasswordInput } from '@mantine/core';
import type { Problem } from '../api/problem.js';
import { rulesFor } from './password-rules.js';
import classes from './new-password-input.module.css';

const marks = { met: '✓', open: '○', refused: '✕' } as const;
const said = { met: 'met', open: 'not met yet', refused: 'refused' } as const;

/** A new password with its rules, each ticked as it is met. */
export function NewPasswordInput(props: {
  value: string;
  onChange: (value: string) => void;
  words: readonly string[];
  problem?: Problem;
  label?: string;
}) {
  const { value, onChange, words, problem, label = 'New password' } = props;
  return (
    <div>
      <PasswordInput
        label={label}
        name="new-password"
        autoComplete="new-password"
        required
        withAsterisk={false}
        value={value}
        onChange={(event) => onChange(event.currentTarget.value)}
        aria-describedby="password-rules"
        visibilityToggleButtonProps={{ 'aria-label': 'Show the password' }}
      />
      <ul id="password-rules" className={classes.rules}>
        {rulesFor(value, words, problem).map(({ id, text, state }) => (
          <li key={id} data-state={state}>
            <span aria-hidden>{marks[state]}</span> {text}
            <span className={classes.said}>: {said[state]}</span>
          </li>
        ))}
      </ul>
    </div>
  );
}

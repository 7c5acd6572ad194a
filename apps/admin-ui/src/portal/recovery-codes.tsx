import { Button } from '@mantine/core';
import { Note } from '../components/note.js';
import classes from './second-factor.module.css';

/** Recovery codes, the only time they are shown. */
export function RecoveryCodes({ codes, onDone }: { codes: readonly string[]; onDone: () => void }) {
  return (
    <Note tone="warn" title="Keep these recovery codes">
      Each signs you in once when the app is not at hand. They are not shown again.
      <ul className={classes.codes} aria-label="Recovery codes">
        {codes.map((code) => (
          <li key={code}>{code}</li>
        ))}
      </ul>
      <Button variant="default" onClick={onDone}>
        I have kept them
      </Button>
    </Note>
  );
}

import { Badge, Button } from '@mantine/core';
import type { OpenSession } from '../api/schemas.js';
import classes from './session-list.module.css';
import { Time } from './time.js';

/** Where somebody is signed in; with `onEnd`, each but the one looked at from can be ended. */
export function SessionList({
  sessions,
  ending,
  onEnd,
}: {
  sessions: readonly OpenSession[];
  ending?: string | undefined;
  onEnd?: (id: string) => void;
}) {
  return (
    <ul className={classes.list}>
      {sessions.map(({ id, kind, startedAt, lastSeenAt, current }) => (
        <li key={id} className={classes.session}>
          <span>
            {kind === 'browser' ? 'Browser' : 'Program'}, signed in <Time at={startedAt} />
            {lastSeenAt !== undefined && !current && (
              <>
                , last seen <Time at={lastSeenAt} />
              </>
            )}
          </span>
          {current && <Badge variant="light">This session</Badge>}
          {onEnd && !current && (
            <Button variant="default" size="compact-sm" loading={ending === id} onClick={() => onEnd(id)}>
              Sign out
            </Button>
          )}
        </li>
      ))}
    </ul>
  );
}

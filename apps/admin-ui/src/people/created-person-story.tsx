import { CloseButton } from '@mantine/core';
import { Link, useSearchParams } from 'react-router';
import { useSite } from '../shell/site-context.js';
import { ActivationSteps } from './activation-steps.js';
import { isSettled } from './activation-story.js';
import classes from './people.module.css';
import { usePerson } from './use-person.js';

/** Above the list after + Person: the newcomer's story as it happens, wherever their row stands. */
export function CreatedPersonStory({ personId }: { personId: string }) {
  const { siteId, slug } = useSite();
  const [, setSearch] = useSearchParams();
  const { data: person } = usePerson(siteId, personId);
  if (!person) return null;
  const close = () =>
    setSearch((now) => {
      const without = new URLSearchParams(now);
      without.delete('created');
      return without;
    });
  return (
    <section className={classes.created} aria-label="New person" data-settled={isSettled(person)}>
      <Link to={`/sites/${slug}/people/${personId}`}>
        <bdi>{person.name}</bdi>
      </Link>
      <ActivationSteps person={person} />
      <CloseButton size="sm" ml="auto" aria-label="Hide the new person" onClick={close} />
    </section>
  );
}

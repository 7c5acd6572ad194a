import { Button, MultiSelect } from '@mantine/core';
import { useState } from 'react';
import { api, once, read } from '../api/client.js';
import { ifMatch } from '../api/etag.js';
import type { Person } from '../api/schemas.js';
import { ProblemNote } from '../components/problem-note.js';
import { Section } from '../components/section.js';
import { useProjects } from '../projects/use-projects.js';
import { useSite } from '../shell/site-context.js';
import classes from './person.module.css';
import { usePersonWrite } from './use-person-write.js';

/** The projects a person is linked to (DIR-11). */
export function ProjectsSection({ person }: { person: Person }) {
  const { siteId, may } = useSite();
  const { data: projects } = useProjects(siteId);
  const linked = person.projectIds ?? [];
  const [draft, setDraft] = useState<string[]>();
  const save = usePersonWrite<string[]>(person.id, async (projectIds) => {
    const params = { path: { site: siteId, person: person.id }, header: { ...once(), ...ifMatch(person.etag) } };
    await read(api.PUT('/api/v1/sites/{site}/people/{person}/memberships', { params, body: { projectIds } }));
    setDraft(undefined);
  });
  const names = new Map(projects?.items.map(({ id, name }) => [id, name]));
  if (!may.linkProjects)
    return (
      <Section title="Projects">
        <p>{linked.flatMap((id) => names.get(id) ?? []).join(', ') || 'On no project.'}</p>
      </Section>
    );
  return (
    <Section title="Projects">
      <MultiSelect
        aria-label="Projects"
        placeholder={(draft ?? linked).length === 0 ? 'On no project' : ''}
        searchable
        data={[...new Set([...names.keys(), ...linked])].map((id) => ({
          value: id,
          label: names.get(id) ?? 'Another project',
        }))}
        value={draft ?? linked}
        onChange={setDraft}
      />
      <ProblemNote error={save.error} />
      {draft && (
        <div className={classes.buttons}>
          <Button loading={save.isPending} onClick={() => save.mutate(draft)}>
            Save Projects
          </Button>
          <Button variant="default" onClick={() => setDraft(undefined)}>
            Cancel
          </Button>
        </div>
      )}
    </Section>
  );
}

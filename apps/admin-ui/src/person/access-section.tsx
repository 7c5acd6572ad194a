import { Select, Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api, read } from '../api/client.js';
import type { Person } from '../api/schemas.js';
import { Note } from '../components/note.js';
import { ProblemNote } from '../components/problem-note.js';
import { Section } from '../components/section.js';
import { useProjects } from '../projects/use-projects.js';
import { useSite } from '../shell/site-context.js';
import classes from './person.module.css';
import { questions } from './questions.js';

/** Asks what the person may do, and why or why not. */
export function AccessSection({ person }: { person: Person }) {
  const { siteId } = useSite();
  const { data: projects } = useProjects(siteId);
  const [action, setAction] = useState(questions[0]?.value ?? '');
  const [project, setProject] = useState<string | null>(null);
  const aboutProject = questions.find(({ value }) => value === action)?.aboutProject ?? false;
  const asked = { action, ...(aboutProject && project !== null && { project }) };
  const decision = useQuery({
    queryKey: ['access-of', person.id, asked],
    queryFn: () => {
      const params = { path: { site: siteId, person: person.id }, query: asked };
      return read(api.GET('/api/v1/sites/{site}/people/{person}/access', { params }));
    },
    enabled: !aboutProject || project !== null,
  });
  return (
    <Section title="What may they do, and why">
      <div className={classes.fields}>
        <Select
          label="Action"
          data={questions.map(({ value, label }) => ({ value, label }))}
          value={action}
          onChange={(value) => value && setAction(value)}
        />
        {aboutProject && (
          <Select
            label="Project"
            placeholder="Choose one"
            searchable
            data={projects?.items.map(({ id, name }) => ({ value: id, label: name })) ?? []}
            value={project}
            onChange={setProject}
          />
        )}
      </div>
      <ProblemNote error={decision.error} />
      {decision.isLoading && <Skeleton height={44} />}
      {decision.data && (
        <Note tone={decision.data.allowed ? 'good' : 'warn'} title={decision.data.allowed ? 'Yes' : 'No'}>
          {decision.data.text}
        </Note>
      )}
    </Section>
  );
}

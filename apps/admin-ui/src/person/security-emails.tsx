import { Select } from '@mantine/core';
import { api, once, read } from '../api/client.js';
import type { Person } from '../api/schemas.js';
import { ProblemNote } from '../components/problem-note.js';
import { Section } from '../components/section.js';
import { useSite } from '../shell/site-context.js';
import { usePersonWrite } from './use-person-write.js';

const choices = [
  { value: 'yes', label: 'Yes' },
  { value: 'no', label: 'No' },
];

/** Whether the person is mailed when somebody of the site is locked; while nobody chose, their role decides (IDN-31). */
export function SecurityEmails({ person }: { person: Person }) {
  const { siteId } = useSite();
  const params = { path: { site: siteId, person: person.id }, header: once() };
  const choose = usePersonWrite(person.id, (subscribed: boolean) =>
    read(api.PUT('/api/v1/sites/{site}/people/{person}/security-emails', { params, body: { subscribed } })),
  );
  const { securityEmails } = person;
  const chosen = securityEmails === undefined ? null : securityEmails ? 'yes' : 'no';
  return (
    <Section title="Security emails">
      <Select
        label="Subscribe to all Security emails"
        data={choices}
        placeholder="By role: Admins get them"
        value={chosen}
        disabled={choose.isPending}
        onChange={(value) => value !== null && choose.mutate(value === 'yes')}
      />
      <ProblemNote error={choose.error} />
    </Section>
  );
}

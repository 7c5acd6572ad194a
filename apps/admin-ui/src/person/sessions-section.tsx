import { Button } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api, read } from '../api/client.js';
import type { Person } from '../api/schemas.js';
import { ConfirmDialog } from '../components/confirm-dialog.js';
import { Section } from '../components/section.js';
import { SessionList } from '../components/session-list.js';
import { useSite } from '../shell/site-context.js';

/** Where a person is signed in; an Admin may sign them out everywhere (IDN-52). */
export function SessionsSection({ person }: { person: Person }) {
  const { siteId } = useSite();
  const client = useQueryClient();
  const [opened, { open, close }] = useDisclosure(false);
  const params = { path: { site: siteId, person: person.id } };
  const key = ['sessions', siteId, person.id];
  const { data } = useQuery({
    queryKey: key,
    queryFn: () => read(api.GET('/api/v1/sites/{site}/people/{person}/sessions', { params })),
  });
  const end = useMutation({
    mutationFn: () => read(api.POST('/api/v1/sites/{site}/people/{person}/sessions/end-all', { params })),
    onSuccess: close,
    onSettled: () => client.invalidateQueries({ queryKey: key }),
  });
  const sessions = data?.items ?? [];
  return (
    <Section title="Sessions">
      {sessions.length === 0 ? <p>Not signed in anywhere.</p> : <SessionList sessions={sessions} />}
      {sessions.length > 0 && (
        <div>
          <Button variant="default" onClick={open}>
            Sign out everywhere
          </Button>
        </div>
      )}
      <ConfirmDialog
        opened={opened}
        title={`Sign ${person.name ?? 'this person'} out everywhere?`}
        confirm="Sign out everywhere"
        isDangerous
        isBusy={end.isPending}
        error={end.error}
        onConfirm={() => end.mutate()}
        onClose={close}
      >
        <p>Their sessions end at once, on their other sites too. They may sign in again.</p>
      </ConfirmDialog>
    </Section>
  );
}

import { Button } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api, read } from '../api/client.js';
import { ProblemNote } from '../components/problem-note.js';
import { Section } from '../components/section.js';
import { SessionList } from '../components/session-list.js';

/** Where one is signed in; each other place can be signed out, or all at once (IDN-52). */
export function MySessions() {
  const client = useQueryClient();
  const again = () => client.invalidateQueries({ queryKey: ['my-sessions'] });
  const { data } = useQuery({ queryKey: ['my-sessions'], queryFn: () => read(api.GET('/api/v1/me/sessions')) });
  const end = useMutation({
    mutationFn: (session: string) =>
      read(api.DELETE('/api/v1/me/sessions/{session}', { params: { path: { session } } })),
    onSettled: again,
  });
  const endOthers = useMutation({
    mutationFn: () => read(api.POST('/api/v1/me/sessions/end-others')),
    onSettled: again,
  });
  const sessions = data?.items ?? [];
  return (
    <Section title="Sessions">
      <SessionList sessions={sessions} ending={end.isPending ? end.variables : undefined} onEnd={end.mutate} />
      <ProblemNote error={end.error ?? endOthers.error} />
      {sessions.length > 1 && (
        <div>
          <Button variant="default" loading={endOthers.isPending} onClick={() => endOthers.mutate()}>
            Sign out everywhere else
          </Button>
        </div>
      )}
    </Section>
  );
}

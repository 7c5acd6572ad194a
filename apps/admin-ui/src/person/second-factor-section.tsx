import { Button } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api, once, read } from '../api/client.js';
import type { Person } from '../api/schemas.js';
import { ConfirmDialog } from '../components/confirm-dialog.js';
import { Section } from '../components/section.js';
import { Time } from '../components/time.js';
import { useSite } from '../shell/site-context.js';

/** Whether a person has a second factor; an Admin takes it off for who lost it. */
export function SecondFactorSection({ person }: { person: Person }) {
  const { siteId } = useSite();
  const client = useQueryClient();
  const [opened, { open, close }] = useDisclosure(false);
  const path = { site: siteId, person: person.id };
  const key = ['second-factor', siteId, person.id];
  const { data } = useQuery({
    queryKey: key,
    queryFn: () => read(api.GET('/api/v1/sites/{site}/people/{person}/second-factors', { params: { path } })),
  });
  const reset = useMutation({
    mutationFn: () => {
      const params = { path, header: once() };
      return read(api.POST('/api/v1/sites/{site}/people/{person}/second-factors/reset', { params }));
    },
    onSuccess: close,
    onSettled: () => client.invalidateQueries({ queryKey: key }),
  });
  if (!data) return null;
  const [factor] = data.items;
  return (
    <Section title="Second factor">
      {factor ? (
        <p>
          An authenticator app, since <Time at={factor.addedAt} />.
        </p>
      ) : (
        <p>None: they sign in with their password alone.</p>
      )}
      {factor && (
        <div>
          <Button variant="default" onClick={open}>
            Reset second factor
          </Button>
        </div>
      )}
      <ConfirmDialog
        opened={opened}
        title={`Reset the second factor of ${person.name ?? 'this person'}?`}
        confirm="Reset"
        isDangerous
        isBusy={reset.isPending}
        error={reset.error}
        onConfirm={() => reset.mutate()}
        onClose={close}
      >
        <p>
          For who lost it: they sign in with their password alone, on their other sites too. Their sessions end, and a
          mail tells them.
        </p>
      </ConfirmDialog>
    </Section>
  );
}

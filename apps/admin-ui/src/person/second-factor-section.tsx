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
  const params = { path: { site: siteId, person: person.id } };
  const { data } = useQuery({
    queryKey: keyOf(siteId, person),
    queryFn: () => read(api.GET('/api/v1/sites/{site}/people/{person}/second-factors', { params })),
  });
  if (!data) return null;
  const [factor] = data.items;
  return (
    <Section title="Second factor">
      {factor ? (
        <>
          <p>
            An authenticator app, since <Time at={factor.addedAt} />.
          </p>
          <ResetSecondFactor person={person} />
        </>
      ) : (
        <p>None: they sign in with their password alone.</p>
      )}
    </Section>
  );
}

const keyOf = (siteId: string, { id }: Person) => ['second-factor', siteId, id] as const;

function ResetSecondFactor({ person }: { person: Person }) {
  const { siteId } = useSite();
  const client = useQueryClient();
  const [opened, { open, close }] = useDisclosure(false);
  const reset = useMutation({
    mutationFn: () => {
      const params = { path: { site: siteId, person: person.id }, header: once() };
      return read(api.POST('/api/v1/sites/{site}/people/{person}/second-factors/reset', { params }));
    },
    onSuccess: close,
    onSettled: () => client.invalidateQueries({ queryKey: keyOf(siteId, person) }),
  });
  return (
    <div>
      <Button variant="default" onClick={open}>
        Reset second factor
      </Button>
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
    </div>
  );
}

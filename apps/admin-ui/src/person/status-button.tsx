import { Button } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { api, once, read } from '../api/client.js';
import type { Person } from '../api/schemas.js';
import { ConfirmDialog } from '../components/confirm-dialog.js';
import { useSite } from '../shell/site-context.js';
import { usePersonWrite } from './use-person-write.js';

/** Activates or disables, after asking once. */
export function StatusButton({ person }: { person: Person }) {
  const { siteId } = useSite();
  const [opened, { open, close }] = useDisclosure(false);
  const params = { path: { site: siteId, person: person.id }, header: once() };
  const disables = person.status === 'active' || person.activation?.state === 'activating';
  const verb = disables ? 'Disable' : 'Activate';
  const change = usePersonWrite(person.id, () =>
    disables
      ? read(api.POST('/api/v1/sites/{site}/people/{person}/disable', { params }))
      : read(api.POST('/api/v1/sites/{site}/people/{person}/activate', { params, body: { welcome: 'invite' } })),
  );
  return (
    <>
      <Button variant="default" onClick={open}>
        {verb}
      </Button>
      <ConfirmDialog
        opened={opened}
        title={`${verb} ${person.name ?? 'this person'}?`}
        confirm={verb}
        isDangerous={disables}
        isBusy={change.isPending}
        error={change.error}
        onConfirm={() => change.mutate(undefined, { onSuccess: close })}
        onClose={close}
      >
        {disables
          ? 'They lose access to this site at once. Their seat is freed when they are active on no other site of the team. The record and its history stay.'
          : 'Their account is looked up by email, a seat is claimed, and the mail that fits is sent.'}
      </ConfirmDialog>
    </>
  );
}

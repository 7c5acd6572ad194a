import { Button, Group } from '@mantine/core';
import type { Schemas } from '../api/schemas.js';
import { Note } from '../components/note.js';

const fallback = 'The new address may belong to another account, which would then stand in the way of this person.';

/** What a new email would do, before it is saved (IDN-50). */
export function EmailWarning(props: {
  advice: Schemas['EmailAdviceDto'];
  isBusy: boolean;
  onConfirm: () => void;
  onCancel: () => void;
}) {
  const { advice, isBusy, onConfirm, onCancel } = props;
  return (
    <Note tone="warn" title="Before this email is saved">
      <p>{advice.text ?? fallback}</p>
      <Group gap="xs" mt="xs">
        <Button size="xs" variant="default" onClick={onCancel}>
          Keep the old email
        </Button>
        <Button size="xs" color="red" loading={isBusy} onClick={onConfirm}>
          Save the new email anyway
        </Button>
      </Group>
    </Note>
  );
}

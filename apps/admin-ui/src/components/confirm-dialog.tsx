import { Button, Group, Modal } from '@mantine/core';
import type { ReactNode } from 'react';
import { ProblemNote } from './problem-note.js';

/** Asks once before something that others feel; says what will happen in words. */
export function ConfirmDialog(props: {
  opened: boolean;
  title: string;
  confirm: string;
  children: ReactNode;
  isBusy: boolean;
  error: unknown;
  isDangerous?: boolean;
  onConfirm: () => void;
  onClose: () => void;
}) {
  const { opened, title, confirm, children, isBusy, error, isDangerous = false, onConfirm, onClose } = props;
  return (
    <Modal opened={opened} onClose={onClose} title={title}>
      {children}
      <ProblemNote error={error} />
      <Group justify="flex-end" mt="md" gap="xs">
        <Button variant="default" onClick={onClose} data-autofocus>
          Cancel
        </Button>
        <Button color={isDangerous ? 'red' : 'blue'} loading={isBusy} onClick={onConfirm}>
          {confirm}
        </Button>
      </Group>
    </Modal>
  );
}

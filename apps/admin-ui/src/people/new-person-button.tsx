import { Button, Modal } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { NewPersonForm } from './new-person-form.js';

/** + Person in the bar at the top, with its dialog (DIR-07). */
export function NewPersonButton() {
  const [opened, { open, close }] = useDisclosure(false);
  return (
    <>
      <Button onClick={open}>+ Person</Button>
      <Modal opened={opened} onClose={close} title="New person" size="lg">
        <NewPersonForm onDone={close} />
      </Modal>
    </>
  );
}

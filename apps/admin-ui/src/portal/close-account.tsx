import { Button, PasswordInput } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { api, read } from '../api/client.js';
import { ConfirmDialog } from '../components/confirm-dialog.js';
import { Section } from '../components/section.js';

/** Closes one's account, for good, with the password as proof. */
export function CloseAccount() {
  const [opened, { open, close }] = useDisclosure(false);
  const [password, setPassword] = useState('');
  const navigate = useNavigate();
  const end = useMutation({
    mutationFn: () => read(api.POST('/api/v1/me/close', { body: { password } })),
    onSuccess: () => void navigate('/sign-in?notice=closed'),
  });
  return (
    <Section title="Close account">
      <p>You will not be able to sign in to any site any more. It cannot be undone.</p>
      <div>
        <Button variant="default" onClick={open}>
          Close account
        </Button>
      </div>
      <ConfirmDialog
        opened={opened}
        title="Close your account?"
        confirm="Close my account"
        isDangerous
        isBusy={end.isPending}
        error={end.error}
        onConfirm={() => end.mutate()}
        onClose={close}
      >
        <PasswordInput
          label="Your password"
          autoComplete="current-password"
          value={password}
          onChange={(event) => setPassword(event.currentTarget.value)}
          visibilityToggleButtonProps={{ 'aria-label': 'Show the password' }}
        />
      </ConfirmDialog>
    </Section>
  );
}

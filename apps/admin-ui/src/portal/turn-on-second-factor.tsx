import { Anchor, Button, PasswordInput, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import { api, read } from '../api/client.js';
import type { Schemas } from '../api/schemas.js';
import { ProblemNote } from '../components/problem-note.js';
import { QrCode } from './qr-code.js';
import classes from './second-factor.module.css';

/** The password first, then the secret for the app, then a code that proves the app has it. */
export function TurnOnSecondFactor({ onDone }: { onDone: (recoveryCodes: readonly string[]) => void }) {
  const [password, setPassword] = useState('');
  const offer = useMutation({
    mutationFn: () => read(api.POST('/api/v1/me/second-factors/totp', { body: { password } })),
    onSettled: () => setPassword(''),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    offer.mutate();
  };
  if (offer.data) return <ConfirmTotp offered={offer.data} onDone={onDone} onCancel={offer.reset} />;
  return (
    <form onSubmit={submit}>
      <PasswordInput
        label="Your password"
        autoComplete="current-password"
        required
        withAsterisk={false}
        value={password}
        onChange={(event) => setPassword(event.currentTarget.value)}
        visibilityToggleButtonProps={{ 'aria-label': 'Show the password' }}
      />
      <ProblemNote error={offer.error} />
      <Button type="submit" variant="default" loading={offer.isPending}>
        Set up an authenticator app
      </Button>
    </form>
  );
}

function ConfirmTotp(props: {
  offered: Schemas['OfferedTotpDto'];
  onDone: (recoveryCodes: readonly string[]) => void;
  onCancel: () => void;
}) {
  const { offered, onDone, onCancel } = props;
  const [code, setCode] = useState('');
  const confirm = useMutation({
    mutationFn: () => read(api.POST('/api/v1/me/second-factors/totp/confirm', { body: { code } })),
    onSuccess: ({ recoveryCodes }) => onDone(recoveryCodes),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    confirm.mutate();
  };
  return (
    <form onSubmit={submit}>
      <p>Scan this with your authenticator app, and type the code it shows.</p>
      <QrCode text={offered.uri} label="QR code for the authenticator app" />
      <p>
        Or type this into the app: <code className={classes.secret}>{offered.secret.replace(/.{4}(?=.)/g, '$& ')}</code>
        , or{' '}
        <Anchor href={offered.uri} underline="always" inherit>
          open it in an app on this device
        </Anchor>
        .
      </p>
      <TextInput
        label="Code"
        autoComplete="one-time-code"
        inputMode="numeric"
        required
        withAsterisk={false}
        value={code}
        onChange={(event) => setCode(event.currentTarget.value)}
      />
      <ProblemNote error={confirm.error} />
      <div className={classes.buttons}>
        <Button type="submit" loading={confirm.isPending}>
          Turn on
        </Button>
        <Button variant="default" onClick={onCancel}>
          Cancel
        </Button>
      </div>
    </form>
  );
}

import { Button, PasswordInput, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { api, read } from '../api/client.js';
import type { Schemas } from '../api/schemas.js';
import { ConfirmDialog } from '../components/confirm-dialog.js';
import classes from './second-factor.module.css';

const asked = {
  remove: { title: 'Turn off your second factor?', confirm: 'Turn off' },
  issue: { title: 'Get new recovery codes?', confirm: 'Get new codes' },
} as const;

const nothing: Schemas['BothFactorsDto'] = { password: '', code: '' };

/** Turning it off and getting other recovery codes, each with password and code. */
export function ChangeSecondFactor(props: {
  factor: Schemas['SecondFactorDto'];
  onDone: (recoveryCodes: readonly string[]) => void;
}) {
  const { factor, onDone } = props;
  const [what, setWhat] = useState<keyof typeof asked>();
  const [both, setBoth] = useState(nothing);
  const close = () => {
    setWhat(undefined);
    setBoth(nothing);
    change.reset();
  };
  const change = useMutation({
    mutationFn: async (): Promise<readonly string[]> => {
      if (what === 'issue') return (await read(api.POST('/api/v1/me/recovery-codes', { body: both }))).recoveryCodes;
      const params = { path: { factor: factor.id } };
      await read(api.DELETE('/api/v1/me/second-factors/{factor}', { params, body: both }));
      return [];
    },
    onSuccess: (recoveryCodes) => {
      close();
      onDone(recoveryCodes);
    },
  });
  return (
    <div className={classes.buttons}>
      <Button variant="default" onClick={() => setWhat('issue')}>
        New recovery codes
      </Button>
      <Button variant="default" onClick={() => setWhat('remove')}>
        Turn off
      </Button>
      <ConfirmDialog
        opened={what !== undefined}
        {...asked[what ?? 'issue']}
        isDangerous={what === 'remove'}
        isBusy={change.isPending}
        error={change.error}
        onConfirm={() => change.mutate()}
        onClose={close}
      >
        <BothFactors both={both} onChange={setBoth} />
      </ConfirmDialog>
    </div>
  );
}

function BothFactors(props: { both: Schemas['BothFactorsDto']; onChange: (both: Schemas['BothFactorsDto']) => void }) {
  const { both, onChange } = props;
  return (
    <>
      <PasswordInput
        label="Your password"
        autoComplete="current-password"
        value={both.password}
        onChange={(event) => onChange({ ...both, password: event.currentTarget.value })}
        visibilityToggleButtonProps={{ 'aria-label': 'Show the password' }}
      />
      <TextInput
        label="Code, or a recovery code"
        autoComplete="one-time-code"
        value={both.code}
        onChange={(event) => onChange({ ...both, code: event.currentTarget.value })}
      />
    </>
  );
}

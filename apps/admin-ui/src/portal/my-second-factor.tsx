import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api, read } from '../api/client.js';
import { Section } from '../components/section.js';
import { Time } from '../components/time.js';
import { ChangeSecondFactor } from './change-second-factor.js';
import { RecoveryCodes } from './recovery-codes.js';
import { TurnOnSecondFactor } from './turn-on-second-factor.js';

/** One's second factor: a code of an authenticator app beside the password, and codes for when it is lost. */
export function MySecondFactor() {
  const client = useQueryClient();
  const [codes, setCodes] = useState<readonly string[]>([]);
  const key = ['my-second-factor'];
  const { data } = useQuery({ queryKey: key, queryFn: () => read(api.GET('/api/v1/me/second-factors')) });
  const done = (recoveryCodes: readonly string[]) => {
    setCodes(recoveryCodes);
    void client.invalidateQueries({ queryKey: key });
  };
  if (!data) return null;
  const [factor] = data.items;
  return (
    <Section title="Second factor">
      {codes.length > 0 && <RecoveryCodes codes={codes} onDone={() => setCodes([])} />}
      {factor ? (
        <>
          <p>
            An authenticator app, since <Time at={factor.addedAt} />. Recovery codes left: {data.recoveryCodesLeft}.
          </p>
          <ChangeSecondFactor factor={factor} onDone={done} />
        </>
      ) : (
        <>
          <p>You sign in with your password alone. A code of an authenticator app keeps out whoever learns it.</p>
          <TurnOnSecondFactor onDone={done} />
        </>
      )}
    </Section>
  );
}

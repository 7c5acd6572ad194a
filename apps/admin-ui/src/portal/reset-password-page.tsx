import { Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useLocation } from 'react-router';
import { api, read } from '../api/client.js';
import { CardPage } from '../components/card-page.js';
import { useTitle } from '../components/use-title.js';
import { cutLink } from './cut-link.js';
import { DeadLink } from './dead-link.js';
import { linkOf } from './link-of-mail.js';
import { ResetPasswordForm } from './reset-password-form.js';

const title = 'Choose a new password';

/** Where CREATE NEW PASSWORD leads: a form; opening it uses nothing up (IDN-13, IDN-16). */
export function ResetPasswordPage() {
  useTitle(title);
  const link = linkOf(useLocation().hash);
  const [died, setDied] = useState<unknown>();
  const reset = useQuery({
    queryKey: ['password-reset', link?.id, link?.token],
    queryFn: () => read(api.POST('/api/v1/password-resets/inspect', { body: link ?? { id: '', token: '' } })),
    enabled: link !== undefined,
    staleTime: Infinity,
  });
  const dead = link ? (died ?? reset.error) : cutLink;
  if (!link || dead) return <DeadLink error={dead} title={title} kind="reset" />;
  return (
    <CardPage title={title}>
      {reset.data ? <ResetPasswordForm link={link} reset={reset.data} onDead={setDied} /> : <Skeleton height={180} />}
    </CardPage>
  );
}

import { Button } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useLocation, useNavigate } from 'react-router';
import { api, read } from '../api/client.js';
import { toProblem } from '../api/problem.js';
import { CardPage } from '../components/card-page.js';
import { ProblemNote } from '../components/problem-note.js';
import { useTitle } from '../components/use-title.js';
import { DeadLink } from './dead-link.js';
import { linkOf } from './link-of-mail.js';

/** Confirms a new email with the link that went to it (IDN-46). */
export function ConfirmEmailPage() {
  useTitle('Confirm your new email');
  const link = linkOf(useLocation().hash);
  const navigate = useNavigate();
  const confirm = useMutation({
    mutationFn: () => read(api.POST('/api/v1/email-changes/confirm', { body: link ?? { id: '', token: '' } })),
    onSuccess: () => void navigate('/sign-in?notice=confirmed', { replace: true }),
  });
  const problem = confirm.error ? toProblem(confirm.error) : undefined;
  if (problem?.code.startsWith('link-')) return <DeadLink error={problem} title="Confirm your new email" />;
  return (
    <CardPage title="Confirm your new email">
      <p>From then on you sign in with the new address. Until you confirm, the old one stays.</p>
      <ProblemNote error={problem} />
      <Button loading={confirm.isPending} disabled={!link} onClick={() => confirm.mutate()}>
        Confirm email
      </Button>
    </CardPage>
  );
}

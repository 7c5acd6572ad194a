import { Button } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useNavigate } from 'react-router';
import { api, read } from '../api/client.js';
import type { Schemas } from '../api/schemas.js';
import { ProblemNote } from '../components/problem-note.js';
import type { LinkOfMail } from './link-of-mail.js';

/** Who has an account already just signs in with it. */
export function EnterSite({ link, invitation }: { link: LinkOfMail; invitation: Schemas['InvitationDto'] }) {
  const navigate = useNavigate();
  const enter = useMutation({
    mutationFn: () => read(api.POST('/api/v1/invitations/accept', { body: link })),
    onSuccess: () => {
      const search = new URLSearchParams({ notice: 'accepted', email: invitation.email });
      void navigate(`/sign-in?${search.toString()}`, { replace: true });
    },
  });
  return (
    <>
      <p>You have an account already: sign in with {invitation.email} and its password.</p>
      <ProblemNote error={enter.error} />
      <Button loading={enter.isPending} onClick={() => enter.mutate()}>
        Enter site
      </Button>
    </>
  );
}

import { Button, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import { useNavigate } from 'react-router';
import { api, read } from '../api/client.js';
import { toProblem } from '../api/problem.js';
import type { Schemas } from '../api/schemas.js';
import { ProblemNote } from '../components/problem-note.js';
import { NewPasswordInput } from '../session/new-password-input.js';
import { seemsAllowed } from '../session/password-rules.js';
import { signIn } from '../session/sign-in.js';
import type { LinkOfMail } from './link-of-mail.js';

/** Completes a new account: name and password; then it is signed in with. */
export function AcceptForm({ link, invitation }: { link: LinkOfMail; invitation: Schemas['InvitationDto'] }) {
  const navigate = useNavigate();
  const [firstName, setFirstName] = useState(invitation.firstName);
  const [lastName, setLastName] = useState(invitation.lastName);
  const [password, setPassword] = useState('');
  const words = [invitation.email, firstName, lastName];
  const accept = useMutation({
    mutationFn: async () => {
      await read(api.POST('/api/v1/invitations/accept', { body: { ...link, password, firstName, lastName } }));
      await signIn(invitation.email, password);
    },
    onSuccess: () => void navigate('/', { replace: true }),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    accept.mutate();
  };
  return (
    <form onSubmit={submit}>
      <p>Complete your account for {invitation.email}.</p>
      <TextInput
        label="First Name"
        required
        withAsterisk={false}
        dir="auto"
        autoComplete="given-name"
        value={firstName}
        onChange={(event) => setFirstName(event.currentTarget.value)}
      />
      <TextInput
        label="Last Name"
        dir="auto"
        autoComplete="family-name"
        value={lastName}
        onChange={(event) => setLastName(event.currentTarget.value)}
      />
      <NewPasswordInput
        label="Password"
        value={password}
        onChange={setPassword}
        words={words}
        problem={accept.error ? toProblem(accept.error) : undefined}
      />
      <ProblemNote error={accept.error} />
      <Button type="submit" loading={accept.isPending} disabled={!seemsAllowed(password, words)}>
        Accept invitation
      </Button>
    </form>
  );
}

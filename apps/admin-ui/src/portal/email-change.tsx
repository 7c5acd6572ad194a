import { Button, TextInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import { api, read } from '../api/client.js';
import { ProblemNote } from '../components/problem-note.js';
import { Section } from '../components/section.js';
import { Time } from '../components/time.js';

/** Asks for another email; the old one stays until the new one is confirmed (IDN-46). */
export function EmailChange({ email }: { email: string }) {
  const client = useQueryClient();
  const [next, setNext] = useState('');
  const { data } = useQuery({ queryKey: ['email-changes'], queryFn: () => read(api.GET('/api/v1/me/email-changes')) });
  const change = useMutation({
    mutationFn: () => read(api.POST('/api/v1/me/email-changes', { body: { email: next } })),
    onSuccess: () => {
      setNext('');
      return client.invalidateQueries({ queryKey: ['email-changes'] });
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    change.mutate();
  };
  return (
    <Section title="Email">
      <p>You sign in with {email}.</p>
      {data?.items.map((item) => (
        <p key={item.id}>
          {item.email}: {item.state}, the link in its mail ends <Time at={item.expiresAt} />
        </p>
      ))}
      <form onSubmit={submit}>
        <TextInput
          label="New email"
          type="email"
          required
          withAsterisk={false}
          autoComplete="email"
          value={next}
          onChange={(event) => setNext(event.currentTarget.value)}
        />
        <ProblemNote error={change.error} />
        <Button type="submit" loading={change.isPending}>
          Send confirmation link
        </Button>
      </form>
    </Section>
  );
}

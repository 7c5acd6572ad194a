import { Button, TextInput } from '@mantine/core';
import { useState, type FormEvent } from 'react';
import { toProblem } from '../api/problem.js';
import classes from './seats.module.css';
import { useAssign } from './use-team-seats.js';

/** Assign Users: gives the account with this email a seat; it gives access to no site (LIC-08, LIC-14). */
export function AssignSeat({ team }: { team: string }) {
  const assign = useAssign(team);
  const [email, setEmail] = useState('');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    assign.mutate(email, { onSuccess: () => setEmail('') });
  };
  return (
    <form className={classes.assign} onSubmit={submit} aria-label="Assign Users">
      <TextInput
        aria-label="Email"
        placeholder="Email of an account"
        type="email"
        required
        w={260}
        value={email}
        error={assign.error ? toProblem(assign.error).message : undefined}
        onChange={(event) => setEmail(event.currentTarget.value)}
      />
      <Button type="submit" loading={assign.isPending}>
        Assign
      </Button>
    </form>
  );
}

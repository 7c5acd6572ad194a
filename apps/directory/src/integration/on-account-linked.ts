import { accountLinked, type EnvelopeOf } from '@rollcall/contracts';
import type { Listener } from '@rollcall/event-sourcing';
import { noteAccount } from '../person/person.decisions.js';

/** Directory remembers who has answered an attempt, so that a time-out names who has not. */
export const onAccountLinked: Listener<EnvelopeOf<typeof accountLinked>> = {
  name: 'directory.note-account',
  on: accountLinked.type,
  react: ({ data: { personId, attempt, accountId } }) => noteAccount(personId, attempt, accountId),
};

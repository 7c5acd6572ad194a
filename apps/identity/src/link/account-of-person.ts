import { type EventStore, reject } from '@rollcall/event-sourcing';
import { readState, Refused } from '@rollcall/service-kit';
import { linkDecider } from './link.decider.js';
import { linkStream } from './link.decisions.js';

type Store = Pick<EventStore, 'readStream'>;

/** The account that a person is linked to by now; `undefined` without one. */
export async function accountOfPerson(store: Store, personId: string): Promise<string | undefined> {
  return (await readState(store, linkDecider, linkStream(personId))).state.linked?.accountId;
}

/** The same where nothing can be done without one. @throws Refused `account-required`. */
export async function requireAccountOfPerson(store: Store, personId: string): Promise<string> {
  const accountId = await accountOfPerson(store, personId);
  if (accountId === undefined) throw new Refused(reject('account-required', 'This person has no account.'));
  return accountId;
}

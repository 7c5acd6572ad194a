import type { Person } from '../api/schemas.js';

/** One step of the way from a record to somebody who can sign in. */
export type StoryStep = Readonly<{ label: string; state: 'done' | 'now' | 'ahead' | 'failed'; reason?: string }>;

/** What the story is told from. */
export type StoryFacts = Pick<
  Person,
  'status' | 'activation' | 'accountStatus' | 'existingAccount' | 'seat' | 'invitation'
>;

/**
 * The activation of a person as four steps: account created, or linked where there was one → seat claimed → active → invitation sent. A refusal or a
 * failed mail stops at its step and says why.
 */
export function storyOf(person: StoryFacts): readonly StoryStep[] {
  const { activation, seat, invitation, accountStatus, status } = person;
  const done = [
    accountStatus !== undefined,
    seat?.held === true,
    status === 'active',
    accountStatus === 'Created' || ['sent', 'accepted'].includes(invitation?.state ?? ''),
  ];
  const stopped = activation?.state === 'refused' || activation?.state === 'timed-out';
  const current = done.indexOf(false);
  const account = person.existingAccount ? 'Linked to an existing account' : 'Account created';
  return [account, 'Seat claimed', 'Active', 'Invitation sent'].map((label, index) => {
    if (done[index]) return { label, state: 'done' };
    if (index !== current) return { label, state: 'ahead' };
    if (stopped) return { label, state: 'failed', reason: reasonOf(person) };
    if (index === 3 && invitation?.state === 'failed')
      return { label, state: 'failed', reason: invitation.failure ?? 'The mail could not be sent.' };
    return { label, state: activation?.state === 'none' ? 'ahead' : 'now' };
  });
}

/** Whether anything more will happen by itself. */
export function isSettled(person: StoryFacts): boolean {
  return (
    storyOf(person).every(({ state }) => state === 'done') || storyOf(person).some(({ state }) => state === 'failed')
  );
}

/** The newest sentence of the story, for a row of the table. */
export function activationText(person: StoryFacts): string {
  const { activation, seat, status } = person;
  switch (activation?.state) {
    case 'activating':
      return waiting[activation.waitingFor ?? 'directory'];
    case 'refused':
    case 'timed-out':
      return reasonOf(person);
    case 'none':
    case 'active':
    case undefined:
      return seat?.held ? 'Seat held' : (seat?.refusal ?? (status === 'active' ? 'No seat' : ''));
  }
}

const waiting = {
  identity: 'Looking up the account …',
  licensing: 'Claiming a seat …',
  directory: 'Activating …',
} as const;

function reasonOf({ activation, seat }: StoryFacts): string {
  const late = 'Took too long and was given up.';
  return activation?.reason ?? seat?.refusal ?? (activation?.state === 'timed-out' ? late : 'Refused.');
}

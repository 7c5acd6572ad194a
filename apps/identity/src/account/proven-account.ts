import type { Get } from '@rollcall/event-sourcing';
import { accountDecider } from './account.decider.js';
import { accountStream } from './account.events.js';
import type { ExistingAccount } from './account.state.js';

/** The account, if its password still is the one that was proven. */
export const provenAccount = (get: Get, accountId: string, proven: string): ExistingAccount | undefined => {
  const account = get(accountDecider, accountStream(accountId));
  return account.status === 'completed' && account.passwordHash === proven ? account : undefined;
};

import { Inject, Injectable } from '@nestjs/common';
import type { CommandContext, CommandHandler, EphemeralStore, EventStore } from '@rollcall/event-sourcing';
import { COMMAND_HANDLER, EPHEMERAL, EVENT_STORE, readState } from '@rollcall/service-kit';
import type { Account } from '../account/account.state.js';
import { Afterwards } from '../http/afterwards.js';
import { adjustCount } from './adjust-count.js';
import { budgetOf, isLocked, lockDecider } from './lock.decider.js';
import { lockAccount } from './lock.decisions.js';
import { lockStream } from './lock.events.js';
import { lockPolicies } from './lock-policy.js';
import { ToldAdmins } from './told-admins.js';

/** Wrong tries that are this old, ms, count no more. */
const remembered = 24 * 60 * 60_000;
const policy = lockPolicies.migrated;

/** A try at a password or a code: the `number`-th of its budget. */
export type Try = Readonly<{
  key: string;
  budget: number;
  number: number;
  /** Whether the right one opens the account: it is not locked, and its budget was not used up before. */
  open: boolean;
}>;

/**
 * Counts wrong passwords and codes by login, whether anybody has it or not, where nothing grows by it (KRN-14); a lock is an event. Each
 * password, each lock and each end of one begins another budget, so that none is left of the one before (K18).
 */
@Injectable()
export class WrongTries {
  constructor(
    @Inject(EPHEMERAL) private readonly ephemeral: EphemeralStore,
    @Inject(EVENT_STORE) private readonly store: EventStore,
    @Inject(COMMAND_HANDLER) private readonly handle: CommandHandler,
    @Inject(Afterwards) private readonly afterwards: Afterwards,
    @Inject(ToldAdmins) private readonly admins: ToldAdmins,
  ) {}

  /** Counts a try before it is known to be wrong, so that tries at the same moment cannot pass together. */
  async count(login: string, account: Account, at: Date): Promise<Try> {
    const [id, passwords] = account.status === 'none' ? [login, 0] : [account.accountId, account.passwords];
    const { state: lock } = await readState(this.store, lockDecider, lockStream(id));
    const budget = budgetOf(lock, at);
    const key = `wrong|${login}|${passwords}|${budget}`;
    const number = await this.ephemeral.increment(key, remembered);
    return { key, budget, number, open: !isLocked(lock, at) && number <= policy.tries };
  }

  /** Its owner was there: the whole budget is there again. */
  forget({ key }: Try): Promise<void> {
    return adjustCount(this.ephemeral, key, () => undefined, remembered);
  }

  /** The try is none: the password was not looked at, or was right where a code has still to show whose try it was. */
  giveBack({ key }: Try): Promise<void> {
    return adjustCount(this.ephemeral, key, (count) => count - 1, remembered);
  }

  /** The password or code was wrong, or came too late. What is counted keeps the account shut until the lock stands. */
  lockIfUsedUp({ budget, number }: Try, account: Account, context: CommandContext): void {
    if (account.status !== 'completed' || number < policy.tries) return;
    const { accountId } = account;
    const lock = { accountId, budget, minutes: policy.minutes, at: context.occurredAt };
    this.afterwards.run('a lock', async () => {
      await this.handle(lockAccount(lock, await this.admins.of(account, context.commandId)), context);
    });
  }
}

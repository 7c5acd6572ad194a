import { type Command, writes } from '@rollcall/event-sourcing';
import { accountDecider } from '../account/account.decider.js';
import { accountStream } from '../account/account.events.js';
import { addressOf } from '../account/address-of.js';
import { isAccountLocked } from '../lock/lock.decisions.js';
import { requestMail } from '../mail/mail.decisions.js';
import { wrongCode } from '../second-factor/second-factor.decider.js';
import { type CodeUse, spendCode } from '../second-factor/second-factor.decisions.js';
import { sessionDecider } from './session.decider.js';
import { type SessionStarted, sessionStream } from './session.events.js';

/** What the second step of a sign-in needs: `passwords` tells which password was right, by how many the account had. */
export type SecondStep = Readonly<{
  session: SessionStarted['data'];
  use: CodeUse;
  passwords: number;
  mailId: string;
  at: Date;
}>;

/**
 * Starts the session of an owner who showed a code after the password, and uses the code up; the owner is told when it was a
 * recovery code. Rejections: `wrong-code`, also where the account was locked or has another password meanwhile.
 */
export function completeSignIn({ session, use, passwords, mailId, at }: SecondStep): Command {
  const { sessionId, accountId } = session;
  const addressed = sessionStream(sessionId);
  return {
    addressed,
    decide: (get) => {
      const account = get(accountDecider, accountStream(accountId));
      if (account.status !== 'completed' || account.passwords !== passwords) return wrongCode();
      if (isAccountLocked(get, accountId, at)) return wrongCode();
      const notice = { mailId, template: 'recovery-code-used', personal: addressOf(account) } as const;
      return writes(
        spendCode(get, use),
        [addressed, sessionDecider.decide({ type: 'StartSession', data: session }, get(sessionDecider, addressed))],
        ...(use.kind === 'recovery' ? [requestMail(get, notice)] : []),
      );
    },
  };
}

import type { Account, ExistingAccount } from '../account/account.state.js';

/**
 * What an edit of a person's email on the site would do (IDN-44, IDN-50). `advice` says what follows; `recommend` is the
 * way to go: `save` it, `fix` (disable, edit, activate), or `portal` (the owner changes it there, without SSO).
 */
export type EmailAdvice = Readonly<{
  advice: 'fine' | 'twin' | 'existing-account';
  text: string;
  details: Readonly<{ recommend: 'save' | 'fix' | 'portal'; twin: boolean }>;
}>;

/** The person as identity knows them: `linked` to an account or to none; `active` once their access was opened. */
export type AdvisedPerson = Readonly<{ active: boolean; linked: ExistingAccount | undefined }>;

/**
 * Advises before saving. An active person keeps being the same human: another address without account makes a second one
 * beside theirs, which later blocks their own change of email. A disabled person is looked up anew when activated.
 */
export function adviseOnEmail({ active, linked }: AdvisedPerson, emailIndex: string, owner: Account): EmailAdvice {
  if (linked?.emailIndex === emailIndex) {
    return advise('fine', 'save', 'This is the email of the account this person has.');
  }
  if (owner.status !== 'none') {
    const recommend = active ? 'fix' : 'save';
    return advise('existing-account', recommend, existing[recommend]);
  }
  if (!active || !linked) {
    return advise('fine', 'save', 'No account has this email yet; activating the person makes one and invites them.');
  }
  const recommend = linked.status === 'completed' ? 'portal' : 'fix';
  return advise('twin', recommend, `${twin} ${instead[recommend]}`);
}

const existing = {
  fix: 'This email belongs to another account. Saving links this person to it and ends the link they have. If the wrong person was invited: disable, edit the email, activate.',
  save: 'This email belongs to an account already; activating the person links it.',
};
const twin =
  'No account has this email: saving makes a second account for the same person, which then blocks their own change of email.';
const instead = {
  portal: 'Better: the person changes the email in the profile portal, and the site follows.',
  fix: 'If the address was wrong: disable, edit the email, activate.',
};

const advise = (
  advice: EmailAdvice['advice'],
  recommend: EmailAdvice['details']['recommend'],
  text: string,
): EmailAdvice => ({ advice, text, details: { recommend, twin: advice === 'twin' } });

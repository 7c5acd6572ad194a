import type { ExistingAccount } from './account.state.js';

/** Where and how an account's owner is written to. */
export const addressOf = ({ accountId, email, firstName, lastName }: ExistingAccount) => ({
  subject: `account:${accountId}`,
  to: email,
  name: `${firstName} ${lastName}`.trim(),
});

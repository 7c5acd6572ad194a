import { type CommandContext, reject } from '@rollcall/event-sourcing';
import { Refused, type ServiceClient } from '@rollcall/service-kit';

/**
 * Asks identity whose address this is; only accounts of this installation can get a seat (LIC-10).
 * @throws Refused `account-required` when nobody has it; DependencyAway when identity does not answer.
 */
export async function accountOfEmail(services: ServiceClient, email: string, context: CommandContext): Promise<string> {
  const path = '/internal/v1/accounts/by-email';
  const found = await services.get<{ accountId: string }>('identity', path, { context, query: { email } });
  if (found.ok) return found.body.accountId;
  if (found.status !== 404) throw new Refused(found.rejection, found.errors);
  throw new Refused(reject('account-required', 'Nobody has an account with this email yet.'));
}

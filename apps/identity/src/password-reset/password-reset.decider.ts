import { type Decider, type Message, type Rejection, reject } from '@rollcall/event-sourcing';
import type { MailedLink } from '../account/account.events.js';
import type { PasswordResetEvent } from './password-reset.events.js';

/** The newest reset of an account; `used` and `void` links lead to the sign-in page (IDN-37). */
export type PasswordReset =
  Readonly<{ status: 'none' }> | Readonly<{ status: 'open' | 'used' | 'void'; link: MailedLink }>;

/** A new link; an open one is void from then on. */
export type RequestPasswordReset = Message<
  'RequestPasswordReset',
  Omit<MailedLink, 'generation'> & { by: 'self' | 'admin' }
>;
/** The link was followed and its form posted; `at` is the command's time. */
export type CompletePasswordReset = Message<'CompletePasswordReset', { generation: number; at: Date }>;
export type VoidPasswordReset = Message<'VoidPasswordReset', Record<never, never>>;
export type PasswordResetCommand = RequestPasswordReset | CompletePasswordReset | VoidPasswordReset;

/** The answer to a link that a newer one replaced, that was withdrawn, or that never was one: nobody learns which. */
export const replacedReset = (): Rejection =>
  reject('link-void', 'This link was replaced or withdrawn. Sign in, or ask for a new one.');

/** The generation of the account's next link. */
export const nextGeneration = (reset: PasswordReset): number =>
  reset.status === 'none' ? 1 : reset.link.generation + 1;

/**
 * Resets of a password: valid for a while, usable once, replaced by newer ones (IDN-36…IDN-38).
 * Rejections: `link-void`, `link-used`, `link-expired`.
 */
export const passwordResetDecider: Decider<PasswordReset, PasswordResetCommand, PasswordResetEvent> = {
  initialState: () => ({ status: 'none' }),
  evolve: (reset, event) => {
    if (event.type === 'PasswordResetRequested') return { status: 'open', link: event.data.link };
    if (reset.status === 'none' || reset.link.generation !== event.data.generation) return reset;
    return { ...reset, status: event.type === 'PasswordResetCompleted' ? 'used' : 'void' };
  },
  decide: (command, reset) => {
    switch (command.type) {
      case 'RequestPasswordReset': {
        const { by, ...link } = command.data;
        return [{ type: 'PasswordResetRequested', data: { link: { ...link, generation: nextGeneration(reset) }, by } }];
      }
      case 'CompletePasswordReset':
        return complete(reset, command.data);
      case 'VoidPasswordReset':
        return reset.status === 'open'
          ? [{ type: 'PasswordResetVoided', data: { generation: reset.link.generation } }]
          : [];
    }
  },
};

function complete(
  reset: PasswordReset,
  { generation, at }: CompletePasswordReset['data'],
): readonly PasswordResetEvent[] | Rejection {
  if (reset.status === 'none' || reset.status === 'void' || reset.link.generation !== generation) {
    return replacedReset();
  }
  if (reset.status === 'used') return reject('link-used', 'This link was used. Sign in with the password you chose.');
  return reset.link.expiresAt <= at.toISOString()
    ? reject('link-expired', 'This link has expired. Ask for a new one.')
    : [{ type: 'PasswordResetCompleted', data: { generation } }];
}

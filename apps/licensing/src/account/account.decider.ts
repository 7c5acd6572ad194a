import { type Decider, isStale, reject, streamVersion } from '@rollcall/event-sourcing';
import type { AccountCommand } from './account.commands.js';
import type { AccountEvent } from './account.events.js';

/** An account as far as seats are concerned. `assigned` are the seats it holds directly: one per team at most. */
export type Account = Readonly<{
  /** The version of the facet that was acted on last, as text (KRN-04). */
  version?: string;
  emailIndex?: string;
  closed: boolean;
  assigned: readonly Readonly<{ seatId: string; teamId: string }>[];
}>;

/** Knows which address an account has, whether it is closed, and which seats end with it. Rejections: `account-required`. */
export const accountDecider: Decider<Account, AccountCommand, AccountEvent> = {
  initialState: () => ({ closed: false, assigned: [] }),
  evolve: (account, event) => {
    switch (event.type) {
      case 'AccountNoted': {
        const { emailIndex, closed, version } = event.data;
        return { ...account, emailIndex, closed, version, assigned: closed ? [] : account.assigned };
      }
      case 'AssignmentNoted':
        return { ...account, assigned: [...without(account, event.data.seatId), event.data] };
      case 'AssignmentForgotten':
        return { ...account, assigned: without(account, event.data.seatId) };
    }
  },
  decide: (command, account) => {
    switch (command.type) {
      case 'NoteAccount': {
        const { emailIndex, closed, version } = command.data;
        const known = account.version === undefined ? undefined : streamVersion(BigInt(account.version));
        if (isStale(known, { version: streamVersion(BigInt(version)) })) return [];
        const same = known !== undefined && account.emailIndex === emailIndex && account.closed === closed;
        return same ? [] : [{ type: 'AccountNoted', data: command.data }];
      }
      case 'NoteAssignment':
        if (account.closed) return reject('account-required', 'This account was closed.');
        return holds(account, command.data.seatId) ? [] : [{ type: 'AssignmentNoted', data: command.data }];
      case 'ForgetAssignment':
        return holds(account, command.data.seatId) ? [{ type: 'AssignmentForgotten', data: command.data }] : [];
    }
  },
};

const without = ({ assigned }: Account, seatId: string) => assigned.filter((seat) => seat.seatId !== seatId);
const holds = ({ assigned }: Account, seatId: string): boolean => assigned.some((seat) => seat.seatId === seatId);

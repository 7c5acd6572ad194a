import type { Decider } from '@rollcall/event-sourcing';
import type { UseCommand } from './use.commands.js';
import type { UseEvent } from './use.events.js';

/** The seat a person works on, and by which attempt. */
export type CurrentUse = Readonly<{
  personId: string;
  siteId: string;
  teamId: string;
  attempt: number;
  accountId: string;
  /** Absent where the site's kind needs no seat. */
  seatId?: string;
}>;

/** `answered` and `ended` only grow: a message about an attempt at or below them comes too late (DESIGN section 5). */
export type Use = Readonly<{ answered: number; ended: number; current?: CurrentUse }>;

/** A person's attempts as licensing sees them: each answered once, ended ones never revived (STO-3). No rejections. */
export const useDecider: Decider<Use, UseCommand, UseEvent> = {
  initialState: () => ({ answered: 0, ended: 0 }),
  evolve: (use, event) => {
    switch (event.type) {
      case 'SeatClaimed': {
        const { personId, siteId, teamId, attempt, accountId, seatId } = event.data;
        const current = { personId, siteId, teamId, attempt, accountId, ...(seatId ? { seatId } : {}) };
        return { ...use, answered: attempt, current };
      }
      case 'SeatRefused':
        return { ...use, answered: Math.max(use.answered, event.data.attempt) };
      case 'SeatUseDropped': {
        const { current: _dropped, ...rest } = use;
        return rest;
      }
      case 'AttemptsEnded':
        return { ...use, ended: Math.max(use.ended, event.data.upTo) };
    }
  },
  decide: (command, use) => {
    switch (command.type) {
      case 'ClaimUse':
        return isAnswerable(use, command.data.attempt) ? [{ type: 'SeatClaimed', data: command.data }] : [];
      case 'RefuseUse':
        return command.data.attempt > use.answered ? [{ type: 'SeatRefused', data: command.data }] : [];
      case 'DropUse':
        return dropped(use);
      case 'EndAttempts': {
        const { upTo } = command.data;
        if (upTo <= use.ended) return [];
        const ended: UseEvent = { type: 'AttemptsEnded', data: { upTo } };
        return use.current && use.current.attempt <= upTo ? [ended, ...dropped(use)] : [ended];
      }
    }
  },
};

/** Whether an attempt still waits for its answer. */
export const isAnswerable = (use: Use, attempt: number): boolean => attempt > use.answered && attempt > use.ended;

function dropped({ current }: Use): readonly UseEvent[] {
  if (!current?.seatId) return [];
  return [{ type: 'SeatUseDropped', data: { ...current, seatId: current.seatId } }];
}

import { type Decider, reject, type Rejection } from '@rollcall/event-sourcing';
import type { SiteAdminsCommand } from './site-admins.commands.js';
import type { SiteAdminsEvent } from './site-admins.events.js';

/** How long a reservation counts: long enough for a bus that is slow to bring `person-disabled`, ms. */
export const reservationLasts = 15 * 60_000;

/**
 * The active people who hold the site's Admin role. Held as a set because the business bounds it: it is one or a few
 * (AUT-75), and every event names one person only. `leaving`: who is about to be disabled, and until when that is believed.
 */
export type SiteAdmins = Readonly<{ active: readonly string[]; leaving: Readonly<Record<string, Date>> }>;

/**
 * Keeps at least one active Admin (AUT-75, LIC-19): `last-admin` refuses the one who would leave none behind. Before the
 * first Admin there is nothing to keep. A reservation that was not used ends by itself: it is read with the command's time.
 */
export const siteAdminsDecider: Decider<SiteAdmins, SiteAdminsCommand, SiteAdminsEvent> = {
  initialState: () => ({ active: [], leaving: {} }),
  evolve: ({ active, leaving }, { type, data }) => {
    const { [data.personId]: _, ...others } = leaving;
    switch (type) {
      case 'AdminJoined':
        return { active: [...active, data.personId], leaving: others };
      case 'AdminLeft':
        return { active: active.filter((id) => id !== data.personId), leaving: others };
      case 'AdminLeaveReserved':
        return { active, leaving: { ...leaving, [data.personId]: data.until } };
    }
  },
  decide: ({ type, data }, admins) => {
    const { personId } = data;
    const isAdmin = admins.active.includes(personId);
    if (type === 'Join') return isAdmin ? [] : [{ type: 'AdminJoined', data: { personId } }];
    if (!isAdmin) return [];
    if (type === 'Leave') return [{ type: 'AdminLeft', data: { personId } }];
    const refusal = lastAdmin(admins, personId, data.at);
    if (refusal) return refusal;
    return type === 'StepDown' ? [{ type: 'AdminLeft', data: { personId } }] : reserve(admins, personId, data.at);
  },
};

function lastAdmin({ active, leaving }: SiteAdmins, personId: string, at: Date): Rejection | undefined {
  const stays = (id: string): boolean => id !== personId && (leaving[id]?.getTime() ?? 0) <= at.getTime();
  return active.some(stays) ? undefined : reject('last-admin', 'A site keeps at least one active Admin.');
}

/** Asking again lengthens the reservation, but not with an event for every try. */
function reserve({ leaving }: SiteAdmins, personId: string, at: Date): readonly SiteAdminsEvent[] {
  const reserved = leaving[personId]?.getTime() ?? 0;
  if (reserved > at.getTime() + reservationLasts / 2) return [];
  const until = new Date(at.getTime() + reservationLasts);
  return [{ type: 'AdminLeaveReserved', data: { personId, until } }];
}

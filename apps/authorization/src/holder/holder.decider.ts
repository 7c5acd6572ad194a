import { type Decider, isStale, type StreamVersion } from '@rollcall/event-sourcing';
import type { HolderCommand } from './holder.commands.js';
import type { HolderEvent } from './holder.events.js';

/** How long a reservation counts: long enough for a bus that is slow to bring `person-disabled`, ms. */
export const reservationLasts = 15 * 60_000;

/** A person as far as authorization has heard; `leaving` while somebody is about to disable them. */
export type Holder = Readonly<{ leaving?: Readonly<{ personVersion: StreamVersion; until: Date }> }> &
  (
    | Readonly<{ status: 'unknown' }>
    | Readonly<{ status: 'active' | 'disabled'; siteId: string; personVersion: StreamVersion }>
  );

/**
 * Follows the status of a person, in whatever order and how often it is told; older news change nothing. A reservation
 * ends with the first newer status; one that is not used ends by itself: it is read with the command's time.
 */
export const holderDecider: Decider<Holder, HolderCommand, HolderEvent> = {
  initialState: () => ({ status: 'unknown' }),
  evolve: (holder, event) => {
    if (event.type === 'HolderLeaveReserved') return { ...holder, leaving: event.data };
    const { personVersion } = event.data;
    const leaving = holder.leaving && holder.leaving.personVersion >= personVersion ? { leaving: holder.leaving } : {};
    if (event.type === 'HolderEntered') {
      const { siteId, active } = event.data;
      return { ...leaving, status: active ? 'active' : 'disabled', siteId, personVersion };
    }
    if (holder.status === 'unknown') return holder;
    const status = event.type === 'HolderActivated' ? 'active' : 'disabled';
    return { ...leaving, status, siteId: holder.siteId, personVersion };
  },
  decide: (command, holder) => {
    if (command.type === 'ReserveLeave') return reserve(command.data, holder);
    if (holder.status === 'unknown') return [{ type: 'HolderEntered', data: command.data }];
    const { active, personVersion } = command.data;
    if (isStale(holder.personVersion, { version: personVersion }) || active === (holder.status === 'active')) return [];
    return [{ type: active ? 'HolderActivated' : 'HolderDisabled', data: { personVersion } }];
  },
};

/** Asking again for the same version lengthens the reservation, but not with an event for every try. */
function reserve(
  { personVersion, at }: { personVersion: StreamVersion; at: Date },
  { leaving }: Holder,
): readonly HolderEvent[] {
  const left = (leaving?.until.getTime() ?? 0) - at.getTime();
  if (leaving && leaving.personVersion >= personVersion && left > reservationLasts / 2) return [];
  const until = new Date(at.getTime() + reservationLasts);
  return [{ type: 'HolderLeaveReserved', data: { personVersion, until } }];
}

/** Whether somebody is active and about to stay so. */
export const staysActive = ({ status, leaving }: Holder, at: Date): boolean =>
  status === 'active' && !(leaving && leaving.until.getTime() > at.getTime());

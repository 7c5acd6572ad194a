import { type Decider, reject } from '@rollcall/event-sourcing';
import type { ParkedMessageCommand } from './parked-message.commands.js';
import type { ParkedMessageEvent } from './parked-message.events.js';

/**
 * Puts orders about a parked message on record. It remembers nothing: a message may be parked and ordered about again, and
 * an order given twice is known by its command's id (KRN-04).
 */
export const parkedMessageDecider: Decider<Readonly<object>, ParkedMessageCommand, ParkedMessageEvent> = {
  initialState: () => ({}),
  evolve: (state) => state,
  decide: (command) => {
    if (command.type === 'NoteCarriedOut') return [{ type: 'OrderCarriedOut', data: command.data }];
    const { found } = command.data;
    if (!found) return reject('not-found', 'There is no such parked message.');
    const { place, ...message } = found;
    if (command.type === 'OrderRedrive') {
      const { reason } = command.data;
      return [{ type: 'RedriveOrdered', data: { message, ...(reason !== undefined && { reason }) } }];
    }
    if (place === 'behind') {
      return reject(
        'waits-behind',
        'It only waits behind an earlier message of its key: discard that one, or redrive.',
      );
    }
    return [{ type: 'DiscardOrdered', data: { message, reason: command.data.reason } }];
  },
};

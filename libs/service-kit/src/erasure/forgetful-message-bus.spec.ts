import { expect, test } from '@jest/globals';
import type { Envelope, Handling, MessageBus, Subscription } from '@rollcall/event-sourcing';
import { forgetfulMessageBus } from './forgetful-message-bus.js';

const happened = { data: { personId: '1' } } as Envelope;
const erased = { data: { erasedSubject: 'person:1' } } as Envelope;

test('KRN-17 whoever is erased is forgotten before their message is handed over, one by one or many', async () => {
  const done: string[] = [];
  let handed: Handling | undefined;
  const consume: MessageBus['consume'] = async (_group, _topics, handling) => {
    handed = handling;
    return {} as Subscription;
  };
  const bus = forgetfulMessageBus({ consume } as MessageBus, (subject) => void done.push(`forgotten: ${subject}`));
  const note = (message: Envelope): void => void done.push(message === erased ? 'erased' : 'happened');
  await bus.consume('group', ['topic'], {
    each: (message) => {
      note(message);
      return 'ack';
    },
  });
  if (handed && 'each' in handed) for (const message of [happened, erased]) await handed.each(message);
  expect(done.splice(0)).toEqual(['happened', 'forgotten: person:1', 'erased']);
  await bus.consume('group', ['topic'], { facets: ['person'], batch: (messages) => messages.forEach(note) });
  expect(handed).toHaveProperty('facets', ['person']);
  if (handed && 'batch' in handed) await handed.batch([happened, erased]);
  expect(done).toEqual(['forgotten: person:1', 'happened', 'erased']);
});

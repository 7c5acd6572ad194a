import { expect, test } from '@jest/globals';
import { createTestCryptography, guestStream, roomStream } from '@rollcall/testing';
import { eventId, listenerCommandId, messageId } from './ids.js';

const cryptography = createTestCryptography();

test('KRN-04 the same write, reaction or publication has the same id again; any other has another', () => {
  const make = [
    () => eventId(cryptography, roomStream('red'), 'command', 0),
    () => eventId(cryptography, roomStream('red'), 'command', 1),
    () => eventId(cryptography, guestStream('red'), 'command', 0),
    () => eventId(cryptography, roomStream('red'), 'other', 0),
    () => listenerCommandId(cryptography, 'message', 'listener', 0),
    () => listenerCommandId(cryptography, 'message', 'listener', 1),
    () => listenerCommandId(cryptography, 'message', 'another', 0),
    () => messageId(cryptography, 'event', 0),
    () => messageId(cryptography, 'event', 1),
  ];
  const ids = make.map((id) => id());
  expect(make.map((id) => id())).toEqual(ids);
  expect(new Set(ids).size).toBe(ids.length);
  for (const id of ids) expect(id).toMatch(/^[\da-f]{8}-[\da-f]{4}-5[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/);
});

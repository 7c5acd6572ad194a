import { describe, expect, test } from '@jest/globals';
import { reject, streamName, writes } from './index.js';

const room = streamName('test.room', 'a');
const door = streamName('test.door', 'b');
const event = (type: string) => ({ type, data: {} });

describe('writes', () => {
  test('joins what one stream receives and leaves out streams that receive nothing', () => {
    expect(writes([room, [event('Entered')]], [door, []], [room, [event('Left')]])).toEqual(
      new Map([[room, [event('Entered'), event('Left')]]]),
    );
  });

  test('KRN-02 answers the first refusal', () => {
    const refusal = reject('room-full', 'The room is full.');
    expect(writes([door, [event('Opened')]], [room, refusal])).toBe(refusal);
  });
});

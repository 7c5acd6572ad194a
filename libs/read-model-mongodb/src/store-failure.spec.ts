import { expect, test } from '@jest/globals';
import { DependencyAway } from '@rollcall/event-sourcing';
import { answering } from './store-failure.js';

const socketError = (code: string): Error => Object.assign(new Error('This socket has been ended'), { code });

test.each(['EPIPE', 'ECONNRESET'])(
  'KRN-10 %s of a socket, which the driver hands on as it is, says that the server is away',
  async (code) => {
    await expect(answering(() => Promise.reject(socketError(code)))).rejects.toBeInstanceOf(DependencyAway);
  },
);

test('KRN-10 an error that says nothing of a connection stays as it is', async () => {
  const error = new TypeError('no such field');
  await expect(answering(() => Promise.reject(error))).rejects.toBe(error);
});

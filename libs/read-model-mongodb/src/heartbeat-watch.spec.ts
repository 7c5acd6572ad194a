import { expect, jest, test } from '@jest/globals';
import { EventEmitter, once } from 'node:events';
import { restartWhenSilent } from './heartbeat-watch.js';

/** A client that looks at its server as long as it is told to. */
class Client extends EventEmitter {
  readonly calls: string[] = [];
  close = async (): Promise<void> => void this.calls.push('close');
  connect = async (): Promise<void> => {
    this.calls.push('connect');
    this.emit('connected');
  };
}

test('KRN-10 a client that has fallen silent begins anew, and once only', async () => {
  const client = new Client();
  client.connect = async () => {
    client.calls.push('connect');
    // From now on it looks again, until the test is over.
    const looking = setInterval(() => client.emit('serverHeartbeatFailed'), 5);
    client.once('over', () => clearInterval(looking));
    client.emit('connected');
  };
  const end = restartWhenSilent(client, 40);
  await once(client, 'connected');
  for (let look = 0; look < 20; look += 1) await once(client, 'serverHeartbeatFailed');
  client.emit('over');
  await end();
  expect(client.calls).toEqual(['close', 'connect']);
});

test('KRN-10 a server that does not come back is asked for again at every tick, however long silence may last', async () => {
  jest.useFakeTimers();
  try {
    const client = new Client();
    client.connect = async () => {
      client.calls.push('connect');
      throw new Error('nobody listens');
    };
    const end = restartWhenSilent(client, 20_000);
    await jest.advanceTimersByTimeAsync(20_000);
    expect(client.calls).toEqual([]);
    await jest.advanceTimersByTimeAsync(15_000);
    expect(client.calls).toEqual(['close', 'connect', 'close', 'connect', 'close', 'connect']);
    await end();
    expect(client.listenerCount('serverHeartbeatStarted')).toBe(0);
  } finally {
    jest.useRealTimers();
  }
});

import { expect, test } from '@jest/globals';
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

test('KRN-10 a server that does not come back is asked for again and again', async () => {
  const client = new Client();
  client.connect = async () => {
    client.calls.push('connect');
    client.emit('connected');
    throw new Error('nobody listens');
  };
  const end = restartWhenSilent(client, 20);
  for (let tries = 0; tries < 3; tries += 1) await once(client, 'connected');
  await end();
  expect(client.calls.slice(0, 6)).toEqual(['close', 'connect', 'close', 'connect', 'close', 'connect']);
  expect(client.listenerCount('serverHeartbeatStarted')).toBe(0);
});

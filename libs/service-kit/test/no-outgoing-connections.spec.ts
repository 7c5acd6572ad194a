import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { Socket } from 'node:net';
import { startTestService } from '../src/index.js';
import { isLoopback } from '../src/configuration/configuration.js';
import { ExampleModule } from './example/example.module.js';

const original = Socket.prototype.connect;
const outgoing: string[] = [];
let loopback = 0;

/** The host a socket is about to connect to; the arguments are normalised by Node or given as options. */
function hostOf(args: readonly unknown[]): string {
  const [first, second] = args.flat() as [unknown, unknown];
  if (typeof first === 'object' && first !== null) return (first as { host?: string }).host ?? 'localhost';
  return typeof second === 'string' ? second : 'localhost';
}

beforeAll(() => {
  Socket.prototype.connect = function connect(this: Socket, ...args: never[]): Socket {
    const host = hostOf(args);
    if (isLoopback(host)) loopback += 1;
    else {
      outgoing.push(host);
      throw new Error(`a connection to ${host}`);
    }
    return Reflect.apply(original, this, args) as Socket;
  };
});
afterAll(() => {
  Socket.prototype.connect = original;
});

test('the default configuration connects to nothing but this machine', async () => {
  const example = await startTestService(ExampleModule);
  await example.client.put('example', '/rooms/a', { body: { name: 'A', seats: 1 } });
  await example.client.post('example', '/rooms/a/guests/g', { body: { name: 'G' } });
  await example.service.quiet();
  await example.stop();

  expect(loopback).toBeGreaterThan(0); // the guard was looked at
  expect(outgoing).toEqual([]);
  await expect(fetch('http://192.0.2.1/')).rejects.toThrow();
  expect(outgoing).toEqual(['192.0.2.1']); // and it would have seen one
});

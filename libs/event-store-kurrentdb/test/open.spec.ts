import { describe, expect, test } from '@jest/globals';
import { DependencyAway } from '@rollcall/event-sourcing';
import { ConnectionRefused, ServerTooOld, openKurrentEventStore } from '../src/index.js';
import { createEventCodec } from '@rollcall/event-sourcing';
import { cryptography, onProtocolServer } from './on-protocol-server.js';

const onServer = onProtocolServer();

describe('opening the event store on KurrentDB', () => {
  test.each(['25.1.4', '26.0.2'])('KRN-03 a server before 26.1 is refused: %s', async (version) => {
    const { open } = await onServer({ version });
    await expect(open()).rejects.toThrow(ServerTooOld);
    await expect(open()).rejects.toThrow(/26\.1 or later/);
  });

  test.each(['26.1.0', '26.10.0', '27.0.0'])('KRN-03 a server from 26.1 on is taken: %s', async (version) => {
    const { open } = await onServer({ version });
    expect(await (await open()).head()).toBe('start');
  });

  test('KRN-10 a server that is away is not taken for an old one', async () => {
    const { server, open } = await onServer();
    await server.stop();
    await expect(open({ deadlineMs: 300 })).rejects.toThrow(DependencyAway);
  });

  test('the password of a new server is refused before anything is sent', async () => {
    const connection = { nodes: ['127.0.0.1:1'], tls: { username: 'admin', password: 'changeit' } };
    const codec = createEventCodec({ cryptography });
    const opened = openKurrentEventStore({ connection, streamPrefix: 'testing.', codec, cryptography });
    await expect(opened).rejects.toThrow(ConnectionRefused);
  });
});

import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { DependencyAway, createEventCodec } from '@rollcall/event-sourcing';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ProtocolServer } from '../../../tools/engines/kurrentdb/protocol-server.js';
import { startProtocolServer } from '../../../tools/engines/kurrentdb/protocol-server.js';
import type { KurrentTls } from '../src/index.js';
import { openKurrentEventStore } from '../src/index.js';
import { cryptography, someEvents, someStream, writeAt } from './on-protocol-server.js';

const folder = mkdtempSync(join(tmpdir(), 'rollcall-kurrent-tls-'));
const fileOf = (name: string): string => join(folder, `${name} of test.pem`);
const [caKeyFile, caFile, keyFile, certificateFile] = [fileOf('ca-key'), fileOf('ca'), fileOf('key'), fileOf('node')];
const user = { username: 'rollcall', password: 'a pass:word@home' };
const canMakeCertificates = makeCertificates();

/** An authority, and a certificate of it for this machine; false where OpenSSL is missing. */
function makeCertificates(): boolean {
  const openssl = (...args: readonly string[]): unknown => execFileSync('openssl', args, { stdio: 'ignore' });
  const ec = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '2'];
  const of = ['-CA', caFile, '-CAkey', caKeyFile, '-addext', 'basicConstraints=critical,CA:FALSE'];
  const names = ['-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost'];
  try {
    openssl('req', '-x509', ...ec, '-keyout', caKeyFile, '-out', caFile, '-subj', '/CN=Rollcall tests');
    openssl('req', '-x509', ...ec, '-keyout', keyFile, '-out', certificateFile, ...of, ...names);
    return true;
  } catch {
    return false;
  }
}

// Without OpenSSL there is no certificate to test with.
(canMakeCertificates ? describe : describe.skip)('an encrypted connection to KurrentDB', () => {
  let server: ProtocolServer;
  beforeAll(async () => {
    const tls = { key: readFileSync(keyFile), certificate: readFileSync(certificateFile), ...user };
    server = await startProtocolServer({ tls });
  });
  afterAll(async () => server[Symbol.asyncDispose]());
  afterAll(() => rmSync(folder, { recursive: true }));

  const open = (tls: KurrentTls | 'off') =>
    openKurrentEventStore({
      connection: { nodes: [`localhost:${server.port}`], tls, deadlineMs: 1_000 },
      streamPrefix: 'testing.',
      codec: createEventCodec({ cryptography }),
      cryptography,
    });

  test('appends, reads and follows with the configured name, password and authority', async () => {
    const store = await open({ ...user, caFile });
    const stream = someStream();
    await store.append([writeAt(stream, -1, someEvents(1)), writeAt(someStream(), -1, someEvents(1))]);
    expect(await Array.fromAsync(store.readStream(stream))).toHaveLength(1);
    const stop = new AbortController();
    let events = 0;
    for await (const { kind } of store.follow({ after: 'start', types: 'all', signal: stop.signal })) {
      if (kind === 'event') events += 1;
      if (kind === 'caught-up') stop.abort();
    }
    expect(events).toBe(2);
    await store.close();
  });

  test('is not made without the authority, with a wrong password, or without encryption', async () => {
    await expect(open(user)).rejects.toThrow(DependencyAway);
    await expect(open({ ...user, password: 'another', caFile })).rejects.toThrow(DependencyAway);
    await expect(open('off')).rejects.toThrow(DependencyAway);
  });
});

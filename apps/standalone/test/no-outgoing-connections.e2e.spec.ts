import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type WatchedConnections, watchConnections } from '@rollcall/testing';
import { runStandalone } from './harness/run-standalone.js';

let watched: WatchedConnections;
beforeAll(() => {
  watched = watchConnections();
});
afterAll(() => watched.end());

test('everything in one process, as it is without a setting, connects to nothing but this machine', async () => {
  const running = await runStandalone();
  try {
    const { asAdmin, siteId, teamId } = running;
    const zoe = { firstName: 'Zoe', lastName: 'Test', login: 'zoe', email: 'zoe@people.example', status: 'active' };
    await asAdmin.must('POST', `/sites/${siteId}/people`, { body: zoe });
    await running.quiet();
    await asAdmin.must('GET', `/teams/${teamId}/seats`);
    expect((await asAdmin.must('GET', '/mailbox/messages')).items).not.toEqual([]);
    expect((await fetch(running.door.url)).status).toBeLessThan(500);
  } finally {
    await running.end();
  }
  expect(watched.loopback()).toBeGreaterThan(0);
  expect(watched.outgoing).toEqual([]);
  await expect(fetch('http://192.0.2.1/')).rejects.toThrow();
  expect(watched.outgoing).toEqual(['192.0.2.1']);
}, 90_000);

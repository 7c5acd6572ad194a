import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { RunningIdentity } from './running-identity.js';

let identity: RunningIdentity;
beforeAll(async () => {
  identity = await RunningIdentity.start();
});
afterAll(() => identity.stop());

test('tries to sign in are a figure by outcome, and name nobody', async () => {
  await identity.operatorAccount('ada@studio.example');
  await identity.signIn('ada@studio.example');
  for (let tries = 0; tries < 11; tries++) await identity.signIn('nobody@studio.example');
  const text = await (await fetch(`${identity.url}/metrics`)).text();
  const told = text.matchAll(/^rollcall_sign_ins_total\{outcome="([^"]+)",service="identity"\} (\d+)$/gm);
  expect(Object.fromEntries([...told].map(([, outcome, count]) => [outcome, Number(count)]))).toEqual({
    ...{ done: 1, 'wrong-credentials': 10, 'too-many-requests': 1 },
  });
  expect(text).not.toContain('@');
});

import { expect, test } from '@jest/globals';
import { killedAt } from './killed-at.js';
import { type Play, playDisturbed } from './play-disturbed.js';

const zoe = { firstName: 'Zoë', lastName: '', login: 'zoe', email: 'zoe@studio.example', status: 'disabled' };

/** Creates somebody under a key; whatever is not "not now" must be the answer, so "still under way" ends the test. */
const playOneRequest: Play = async ({ door, siteId }) => {
  const people = `/sites/${siteId}/people`;
  const created = await door.must('POST', people, { body: zoe, key: 'zoe' });
  const { items } = await door.until(people, ({ total }) => total.count === 2);
  expect(items.map(({ id }: { id: string }) => id)).toContain(created.id);
};

test('KRN-04 KRN-14 a request whose process is killed before, in and after its command is answered right after the start', async () => {
  const before = 'answer::1:after';
  const inside = 'append:PersonCreated:1:after';
  const after = 'answer::2:before';
  const { killed, dump } = await playDisturbed(playOneRequest, killedAt(before, inside, after), { seats: 5 });
  expect(killed).toBe(3);
  expect(dump.filter((line) => line.startsWith('{"aggregate":"directory.person"'))).toHaveLength(2);
}, 600_000);

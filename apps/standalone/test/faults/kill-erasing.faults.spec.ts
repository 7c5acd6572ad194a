import { expect, test } from '@jest/globals';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '../harness/free-port.js';
import { mailsTo } from '../harness/mailbox-of.js';
import { PublicDoor } from '../harness/public-door.js';
import { admin } from '../harness/test-site.js';
import { tracesIn } from '../harness/traces-in.js';
import { failPointOf } from './fail-point.js';
import { KillableStandalone } from './killable-standalone.js';
import { PatientDoor } from './patient-door.js';
import { sentMailsFile } from './watched-mail.js';

const quill = {
  firstName: 'Quillhart',
  lastName: 'Vantablume',
  login: 'qvanta77',
  email: 'quill.v@zephyrmail.example',
};
const points = [
  'append:PersonErased:1:after',
  'erase::1:before',
  'erase::1:after',
  'scrub::1:before',
  'scrub::1:after',
].map(failPointOf);

/** Somebody with account and mail, disabled again; their path. */
async function live(door: PatientDoor, siteId: string): Promise<string> {
  const people = `/sites/${siteId}/people`;
  const { id } = await door.must('POST', people, { body: quill, key: 'create' });
  const path = `${people}/${id}`;
  await door.until(path, ({ status, invitation }) => status === 'active' && invitation?.state === 'sent');
  await door.again(
    'a mail',
    () => mailsTo(door.door, quill.email),
    ({ length }) => length > 0,
  );
  await door.must('POST', `${path}/disable`, { key: 'disable' });
  await door.until(path, ({ status, seat }) => status === 'disabled' && !seat.held);
  return path;
}

test(`KRN-17 G1 an erasure killed at ${points.length} of its steps ends with everything erased`, async () => {
  const dataDir = await mkdtemp(join(tmpdir(), 'rollcall-erasing-'));
  const installation = new KillableStandalone({ dataDir, port: await freePort() });
  let door: PatientDoor | undefined;
  try {
    await installation.open(5);
    door = new PatientDoor(await PublicDoor.signedIn(installation.url, admin.email, admin.password));
    const { sites } = await door.must('GET', '/me');
    const path = await live(door, sites[0].siteId);
    await installation.quiet();
    expect(await tracesIn(dataDir, Object.values(quill))).not.toEqual([]);
    installation.arm(points[0]!);
    const answered = door.must('POST', `${path}/erase`, { key: 'erase' });
    answered.catch(() => undefined);
    expect(await installation.ended()).toBe('SIGKILL');
    for (const point of points.slice(1)) {
      await installation.startArmed(point);
      await installation.killedItself();
    }
    await installation.start();
    expect(await answered).toMatchObject({ dryRun: false });
    await installation.quiet();
    expect(await door.must('GET', path)).toMatchObject({ erased: true, login: '[erased]' });
    await installation.stop();
    // The harness' own note of what was sent is no file of the product's.
    await rm(join(dataDir, sentMailsFile));
    expect(await tracesIn(dataDir, Object.values(quill))).toEqual([]);
  } finally {
    door?.stop();
    await installation.kill();
    await rm(dataDir, { recursive: true });
  }
}, 600_000);

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { freePort } from '../harness/free-port.js';
import { mailsTo, type SeenMail } from '../harness/mailbox-of.js';
import { PublicDoor } from '../harness/public-door.js';
import { admin } from '../harness/test-site.js';
import { type EndState, endStateOf, nameOf, sendingsIn } from './end-state.js';
import type { FailPoint } from './fail-point.js';
import { KillableStandalone } from './killable-standalone.js';
import { PatientDoor } from './patient-door.js';

/**
 * One way for the process to end in the middle: by itself at a point, or from outside after so many milliseconds.
 * `from`: the share of the play, 0 to 1, that must have begun; absent, it counts from the start after the last one, so that
 * it may hit while that one is recovered from.
 */
export type Disturbance = (Readonly<{ point: FailPoint }> | Readonly<{ afterMs: number }>) &
  Readonly<{ from?: number }>;
/** Where a play acts. `begun` tells the share of it that has begun, `mailsTo` answers mails to an address, newest first. */
export type Stage = Readonly<{
  door: PatientDoor;
  siteId: string;
  teamId: string;
  begun: (share: number) => void;
  mailsTo: (email: string) => Promise<readonly SeenMail[]>;
}>;
/** Something that people do, to its end, however often the process dies meanwhile. */
export type Play = (stage: Stage) => Promise<void>;
/** What happens to an installation after the play; answers how often it was killed meanwhile. */
export type Epilogue = (installation: KillableStandalone) => Promise<number>;
/** What is left when everything is quiet and stopped. */
export type Played = EndState &
  Readonly<{
    /** How often the process was killed. */
    killed: number;
    /** Mails that were handed over more than once. */
    repeated: number;
  }>;

/** Plays in a process of its own that is killed and started again; answers the end state. */
export async function playDisturbed(
  play: Play,
  disturbances: readonly Disturbance[],
  { seats, epilogue }: Readonly<{ seats: number; epilogue?: Epilogue }>,
): Promise<Played> {
  const dataDir = await mkdtemp(join(tmpdir(), 'rollcall-faults-'));
  const installation = new KillableStandalone({ dataDir, port: await freePort() });
  let door: PatientDoor | undefined;
  try {
    await installation.open(seats);
    door = new PatientDoor(await PublicDoor.signedIn(installation.url, admin.email, admin.password));
    let killed = await perform(play, door, installation, disturbances);
    await installation.quiet();
    if (epilogue) killed += await epilogue(installation);
    await installation.stop();
    const sent = await sendingsIn(dataDir);
    const distinct = new Set(sent.map((mail) => `${nameOf(mail)} | ${mail.id}`));
    return { ...(await endStateOf(dataDir)), killed, repeated: sent.length - distinct.size };
  } finally {
    door?.stop();
    await installation.kill();
    await rm(dataDir, { recursive: true });
  }
}

async function perform(
  play: Play,
  door: PatientDoor,
  installation: KillableStandalone,
  disturbances: readonly Disturbance[],
): Promise<number> {
  const { sites } = await door.must('GET', '/me');
  const [{ siteId, teamId }] = sites;
  const progress = new Progress();
  const playing = play({
    ...{ door, siteId, teamId, begun: (share) => progress.reach(share) },
    mailsTo: (email) => mailsTo(door.door, email),
  });
  const over = playing.then(() => 'over' as const);
  over.catch(() => undefined);
  let killed = 0;
  let armed = false;
  for (const [index, disturbance] of disturbances.entries()) {
    if ((await Promise.race([over, progress.reached(disturbance.from ?? 0)])) === 'over') break;
    if ('point' in disturbance && !armed) installation.arm(disturbance.point);
    const moment = 'point' in disturbance ? installation.ended() : pause(disturbance.afterMs);
    if ((await Promise.race([over, moment])) === 'over') break;
    if ('afterMs' in disturbance) await installation.kill();
    killed += 1;
    const next = disturbances[index + 1];
    armed = next !== undefined && 'point' in next && next.from === undefined;
    await (armed && next && 'point' in next ? installation.startArmed(next.point) : installation.start());
  }
  await playing;
  return killed;
}

/** How much of a play has begun, for whoever waits for it. */
class Progress {
  private share = 0;
  private waiting: { share: number; resolve: () => void }[] = [];

  reach(share: number): void {
    this.share = Math.max(this.share, share);
    for (const { resolve } of this.waiting.filter((one) => one.share <= this.share)) resolve();
    this.waiting = this.waiting.filter((one) => one.share > this.share);
  }

  reached(share: number): Promise<void> {
    if (share <= this.share) return Promise.resolve();
    return new Promise((resolve) => this.waiting.push({ share, resolve }));
  }
}

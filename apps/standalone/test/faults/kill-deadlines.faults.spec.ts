import { beforeAll, expect, test } from '@jest/globals';
import { failPointOf } from './fail-point.js';
import { type Epilogue, type Played, playDisturbed } from './play-disturbed.js';
import { playForgottenFiles } from './play-import.js';

const files = 6;
const aDayLater = 25 * 60 * 60_000;

/** The installation is killed, and started again the next day; at these points it kills itself once more. */
const nextDay =
  (points: readonly string[]): Epilogue =>
  async (installation) => {
    await installation.kill();
    for (const point of points) {
      await installation.startArmed(failPointOf(point), aDayLater);
      await installation.killedItself();
    }
    await installation.start(aDayLater);
    await installation.quiet();
    return points.length;
  };
const play = (...points: readonly string[]): Promise<Played> =>
  playDisturbed(playForgottenFiles(files), [], { seats: 5, epilogue: nextDay(points) });

let undisturbed: Played;
beforeAll(async () => {
  undisturbed = await play();
}, 120_000);

const long = process.env['ROLLCALL_LONG'] === '1';
const more = [
  ['before they are noted as sent', ['deadline::1:before']],
  ['after they are noted as sent', ['deadline::3:after']],
] as const;

test.each([
  ['before and after their effects', ['append:ImportCancelled:1:before', 'append:ImportCancelled:1:after']],
  ...(long ? more : []),
])(
  'KRN-13 killed while deadlines are sent, %s, each has its effect once',
  async (_moment, points) => {
    const disturbed = await play(...points);
    expect(disturbed).toEqual({ ...undisturbed, killed: points.length });
    const cancelled = disturbed.dump.filter((line) => /^{"aggregate":"directory\.import".*"cancelled"/.test(line));
    expect(cancelled).toHaveLength(files);
    expect(disturbed.files).toEqual([]);
  },
  600_000,
);

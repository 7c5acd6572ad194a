import { expect, test } from '@jest/globals';
import { killedAt } from './killed-at.js';
import { playDisturbed } from './play-disturbed.js';
import { playImport } from './play-import.js';

const long = process.env['ROLLCALL_LONG'] === '1';
const people = long ? 250 : 40;
const points = [
  'append:ImportUploaded:1:after',
  'append:PersonCreated:7:after',
  'append:ImportRowsDone:1:after',
  ...(long
    ? [
        'append:PersonCreated:30:before',
        'append:ImportRowsDone:1:before',
        'append:ImportFinished:1:before',
        'append:PersonActivated:9:before',
        'mail::3:after',
      ]
    : []),
];

test(
  `G1 DIR-10 an import killed at ${points.length} of its steps imports everybody once, and forgets the file`,
  async () => {
    const seats = people + 10;
    const undisturbed = await playDisturbed(playImport(people), [], { seats });
    const disturbed = await playDisturbed(playImport(people), killedAt(...points), { seats });
    expect(disturbed).toEqual({ ...undisturbed, killed: points.length, repeated: expect.any(Number) });
    expect(disturbed.mails).toHaveLength(people);
    expect(disturbed.files).toEqual([]);
  },
  long ? 1_200_000 : 600_000,
);

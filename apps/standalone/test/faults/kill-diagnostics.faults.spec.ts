import { expect, test } from '@jest/globals';
import { killedAt } from './killed-at.js';
import { playDiagnostics } from './play-diagnostics.js';
import { playDisturbed } from './play-disturbed.js';

const long = process.env['ROLLCALL_LONG'] === '1';
const points = [
  'append:AnalysisProgressed:1:before',
  'append:AnalysisProgressed:1:after',
  'append:CorrectionAsked:1:after',
  ...(long ? ['append:FindingSettled:1:before'] : []),
  'append:FindingSettled:2:after',
  // The second run.
  ...(long ? ['append:RunRequested:1:after', 'append:AnalysisProgressed:1:after'] : []),
];

test(
  `STO-9 DGN-05 DGN-09 a diagnostic run killed at ${points.length} of its steps goes on to the end it would have had`,
  async () => {
    const undisturbed = await playDisturbed(playDiagnostics(4), [], { seats: 10 });
    const disturbed = await playDisturbed(playDiagnostics(4), killedAt(...points), { seats: 10 });
    expect(disturbed).toEqual({ ...undisturbed, killed: points.length, repeated: expect.any(Number) });
    const runs = disturbed.dump.filter((line) => line.includes('"licensing.run"'));
    expect(runs).toHaveLength(2);
  },
  long ? 1_200_000 : 600_000,
);

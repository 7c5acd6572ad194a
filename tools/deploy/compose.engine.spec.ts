import { expect, test } from '@jest/globals';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describeEngine } from '../engines/engine.js';
import { composePath } from './compose-file.js';
import { startGoTool } from './go-tools.js';

await describeEngine(
  'The compose file',
  () => startGoTool('compose'),
  (compose) => {
    test('the compose file is one, as its own loader reads it', async () => {
      const { code, output } = await compose.run(composePath);
      expect({ code, output }).toEqual({ code: 0, output: expect.stringMatching(/^identity$/m) });
    });

    test.each([
      ['names nobody else', 'bootstrap:', 'bootstrapp:'],
      ['has no other keys', 'read_only:', 'readonly:'],
    ])('a file that is none is refused: it %s', async (_what, right, wrong) => {
      const folder = await mkdtemp(join(tmpdir(), 'rollcall-compose-'));
      try {
        const broken = join(folder, 'compose.yml');
        await writeFile(broken, (await readFile(composePath, 'utf8')).replace(right, wrong));
        expect((await compose.run(broken)).code).not.toBe(0);
      } finally {
        await rm(folder, { recursive: true });
      }
    });
  },
);

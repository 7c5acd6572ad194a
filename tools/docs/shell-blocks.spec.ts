import { expect, test } from '@jest/globals';
import { shellBlocks } from './shell-blocks.js';

test('only blocks marked `sh test` are run, and an error names their line', () => {
  const page = ['# Page', '```sh', 'rm -rf never', '```', '```sh test', 'echo one', 'echo two', '```', 'text'].join(
    '\n',
  );
  expect(shellBlocks(page)).toEqual([{ line: 5, script: 'echo one\necho two' }]);
  expect(() => shellBlocks('```sh test\necho open')).toThrow('line 1');
});

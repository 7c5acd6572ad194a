import { expect, test } from '@jest/globals';
import { pageScript } from './page-script.js';
import { dockerBlocks, shellBlocks } from './shell-blocks.js';

const page = (...blocks: readonly string[]): string => ['# Page', ...blocks, 'text'].join('\n');

test('only blocks marked `sh test` are run, and an error names their line', () => {
  const blocks = shellBlocks(page('```sh', 'rm -rf never', '```', '```sh test', 'echo one', 'echo two', '```'));
  expect(blocks).toEqual([{ line: 5, script: 'echo one\necho two', isServer: false }]);
  expect(() => shellBlocks('```sh test\necho open')).toThrow('line 1');
});

test('a server runs beside the blocks below it, at an address and on a folder of the test', () => {
  const blocks = shellBlocks(
    page(
      '```sh test server',
      'npm start',
      '```',
      '```sh test',
      'curl "$(cat .rollcall/token)" http://127.0.0.1:4000/x',
      '```',
    ),
  );
  expect(blocks.map(({ isServer }) => isServer)).toEqual([true, false]);
  const script = pageScript('PAGE.md', blocks);
  expect(script).toContain('at=2\nserve npm start\n');
  expect(script).toContain('at=5\ncurl "$(cat $ROLLCALL_DATA_DIR/token)" http://127.0.0.1:$ROLLCALL_PORT/x\n');
});

test('a block that needs containers is told and not run', () => {
  const text = page('```sh docker', 'docker compose up', '```', '```sh test', 'echo one', '```');
  expect(dockerBlocks(text)).toEqual([2]);
  expect(shellBlocks(text)).toHaveLength(1);
});

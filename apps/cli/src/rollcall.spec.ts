import { expect, test } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import { copyFile, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { runRollcall as run } from '../test/run-rollcall.js';

test('--help lists every command, and a command tells its options', async () => {
  const { code, out } = await run('--help');
  expect(code).toBe(0);
  for (const name of ['bootstrap', 'backup', 'restore', 'copy-log', 'relay', 'dump-state', 'sync-diagnostics'])
    expect(out).toContain(name);
  expect((await run('dump-state', '--help')).out).toContain('--data-dir');
});

test.each([
  ['no command', []],
  ['an unknown command', ['dance']],
  ['an unknown option', ['dump-state', '--colour', 'red']],
  ['a check of no site', ['sync-diagnostics', '--json']],
  ['an option without its value', ['dump-state', '--data-dir']],
  ['something beside the options', ['dump-state', 'here']],
  ['a set-up without a team', ['bootstrap', '--site', 'montreal', '--admin-email', 'grace@harbor.example']],
  ['a slug with capitals', ['bootstrap', '--team', 'One', '--site', 'Two', '--admin-email', 'grace@harbor.example']],
  ['an Admin without an address', ['bootstrap', '--team', 'One', '--site', 'two', '--admin-email', 'grace']],
  ['no seat', ['bootstrap', '--team', 'One', '--site', 'two', '--admin-email', 'a@b.example', '--seats', '0']],
  ['secrets without a place', ['init-secrets']],
  ['a backup without a place for the keys', ['backup', '--to', '/nowhere']],
  ['a restore from nowhere', ['restore', '--keys-from', '/nowhere']],
  ['a copy to nowhere', ['copy-log']],
  ['a relay that dances', ['relay', 'dance']],
])('%s is bad usage: exit 2 and one line', async (_what, args) => {
  const { code, out, err } = await run(...args);
  expect({ code, out, lines: err.length, breaks: err[0]?.includes('\n') }).toEqual({
    ...{ code: 2, out: '', lines: 1, breaks: false },
  });
});

test('a folder without an installation is refused with one sentence and left as it was', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'rollcall-cli-'));
  try {
    const absent = join(folder, 'absent');
    const { code, err } = await run('dump-state', '--data-dir', absent);
    expect(code).toBe(1);
    expect(err).toEqual([
      `${absent} holds no installation: name its data folder with --data-dir or ROLLCALL_DATA_DIR.`,
    ]);
  } finally {
    await rm(folder, { recursive: true });
  }
});

test('DGN-01 without a token nobody is asked: one sentence says where one comes from', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'rollcall-cli-'));
  try {
    const { code, err } = await run('sync-diagnostics', '--site', 'montreal', '--data-dir', folder);
    expect({ code, lines: err.length }).toEqual({ code: 2, lines: 1 });
    expect(err[0]).toContain('ROLLCALL_TOKEN');
  } finally {
    await rm(folder, { recursive: true });
  }
});

test('DGN-01 the gateway is the one that ROLLCALL_URL names', async () => {
  process.env['ROLLCALL_URL'] = 'http://127.0.0.1:1';
  process.env['ROLLCALL_TOKEN'] = 'any';
  try {
    const { code, err } = await run('sync-diagnostics', '--site', 'montreal');
    expect({ code, err }).toEqual({ code: 2, err: ['http://127.0.0.1:1 does not answer.'] });
  } finally {
    delete process.env['ROLLCALL_URL'];
    delete process.env['ROLLCALL_TOKEN'];
  }
});

test.each([
  { ROLLCALL_ACCOUNT_EMAIL: 'job@example.com' },
  { ROLLCALL_ACCOUNT_PASSWORD: 'right' },
  { ROLLCALL_ACCOUNT_EMAIL: 'job@example.com', ROLLCALL_ACCOUNT_PASSWORD: 'right', ROLLCALL_TOKEN: 'any' },
])('DGN-03 who asks is said once: %j is refused with one sentence', async (setting) => {
  const before = { ...process.env };
  Object.assign(process.env, { ROLLCALL_URL: 'http://127.0.0.1:1' }, setting);
  try {
    const { code, err } = await run('sync-diagnostics', '--site', 'montreal');
    expect({ code, err }).toEqual({ code: 2, err: [expect.stringContaining('ROLLCALL_ACCOUNT_EMAIL')] });
  } finally {
    process.env = before;
  }
});

test.each([{ ROLLCALL_PORT: 'abc' }, { ROLLCALL_HOST: '0.0.0.0' }, { ROLLCALL_TOKEN: 'two\nlines' }])(
  'DGN-03 with %j the check did not work: exit 2, not the 1 of drift, and one sentence',
  async (setting) => {
    const before = { ...process.env };
    Object.assign(process.env, { ROLLCALL_TOKEN: 'any', ROLLCALL_URL: 'http://127.0.0.1:1' }, setting);
    try {
      const { code, err } = await run('sync-diagnostics', '--site', 'montreal');
      expect({ code, lines: err.length, breaks: err[0]?.includes('\n') }).toEqual({ code: 2, lines: 1, breaks: false });
    } finally {
      process.env = before;
    }
  },
);

test('what breaks before a command can begin ends with 2', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'rollcall-cli-'));
  try {
    const bin = join(folder, 'bin', 'rollcall.mjs');
    await mkdir(dirname(bin));
    await copyFile(join(import.meta.dirname, '../bin/rollcall.mjs'), bin);
    expect(spawnSync(process.execPath, [bin], { encoding: 'utf8' })).toMatchObject({
      status: 2,
      stderr: 'rollcall is not built yet: run `npm run build` first.\n',
    });
    await mkdir(join(folder, 'dist'));
    await writeFile(join(folder, 'dist', 'main.js'), "throw new Error('no such module');");
    expect(spawnSync(process.execPath, [bin], { encoding: 'utf8' })).toMatchObject({
      status: 2,
      stderr: expect.stringContaining('no such module'),
    });
  } finally {
    await rm(folder, { recursive: true });
  }
});

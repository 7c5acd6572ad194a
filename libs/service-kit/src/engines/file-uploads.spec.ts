import { expect, test } from '@jest/globals';
import { uploadsSuite } from '@rollcall/testing';
import { mkdir, mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createFileUploads } from './file-uploads.js';

uploadsSuite('files', {
  place: async () => {
    const folder = await mkdtemp(join(tmpdir(), 'rollcall-uploads-'));
    return {
      open: async () => createFileUploads({ folder: join(folder, 'uploads') }),
      remove: () => rm(folder, { recursive: true }),
    };
  },
});

test('DIR-10 KRN-17 files are their owner’s alone; one that a crash left half-written has no lines and can be removed', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'rollcall-uploads-'));
  try {
    const uploads = createFileUploads({ folder });
    await uploads.keep('whole', ['one']);
    expect((await stat(join(folder, 'whole.ndjson'))).mode & 0o777).toBe(0o600);
    await mkdir(folder, { recursive: true });
    await writeFile(join(folder, 'half.ndjson.part'), 'on');
    expect((await uploads.list()).map(({ id }) => id).toSorted()).toEqual(['half', 'whole']);
    expect(await Array.fromAsync(uploads.lines('half'))).toEqual([]);
    await uploads.remove('half');
    expect(await readdir(folder)).toEqual(['whole.ndjson']);
  } finally {
    await rm(folder, { recursive: true });
  }
});

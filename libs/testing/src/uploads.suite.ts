import { describe, expect, test } from '@jest/globals';
import { StoreClosed, type Uploads } from '@rollcall/event-sourcing';
import type { Place } from './place.js';
import { usePlaces } from './place.js';

/** What an adapter brings to the suite; every opening is an instance of its own. */
export type UploadsContract = Readonly<{ place: () => Promise<Place<Uploads>> }>;

const many = (count: number): readonly string[] => Array.from({ length: count }, (_, at) => `line ${at}, Zoë, “ß”`);
const linesOf = (uploads: Uploads, id: string): Promise<readonly string[]> => Array.fromAsync(uploads.lines(id));

/** The contract of the uploads port: every adapter passes it. */
export function uploadsSuite(name: string, { place }: UploadsContract): void {
  describe(`uploads: ${name}`, () => {
    const open = usePlaces(place);

    test('DIR-10 what one instance keeps another reads, whole and in order, also after a restart', async () => {
      const { port: here, open: again } = await open();
      const there = await again();
      const lines = many(2_500);
      await here.keep('import-1', lines);
      await here.keep('import-2', ['{}']);
      expect(await linesOf(there, 'import-1')).toEqual(lines);
      await here.close();
      expect(await linesOf(await again(), 'import-1')).toEqual(lines);
      expect((await there.list()).map(({ id }) => id).toSorted()).toEqual(['import-1', 'import-2']);
      expect(await linesOf(there, 'import-3')).toEqual([]);
    });

    test('DIR-10 kept again it is replaced, and counts as new', async () => {
      const { port: here, open: again } = await open();
      const there = await again();
      const began = Date.now();
      await here.keep('import-1', many(1_200));
      await there.keep('import-1', many(3));
      expect(await linesOf(here, 'import-1')).toEqual(many(3));
      const [kept, ...others] = await here.list();
      expect(others).toEqual([]);
      expect(kept!.since.getTime()).toBeGreaterThanOrEqual(began - 1_000);
    });

    test('DIR-10 KRN-17 removed it is gone for everybody, and removing it again changes nothing', async () => {
      const { port: here, open: again } = await open();
      const there = await again();
      await here.keep('import-1', many(1_200));
      await there.remove('import-1');
      await there.remove('import-1');
      expect(await linesOf(here, 'import-1')).toEqual([]);
      expect(await here.list()).toEqual([]);
    });

    test('DIR-10 who reads while it is removed is not left with a part of it', async () => {
      const { port: here } = await open();
      const lines = many(5_000);
      await here.keep('import-1', lines);
      const read: string[] = [];
      const reading = async (): Promise<void> => {
        for await (const line of here.lines('import-1')) {
          if (read.length === 0) await here.remove('import-1');
          read.push(line);
        }
      };
      const outcome = await reading().then(
        () => 'whole',
        () => 'refused',
      );
      if (outcome === 'whole') expect(read).toEqual(lines);
    });

    test('an id that is a path is refused', async () => {
      const { port: here } = await open();
      for (const id of ['', '../secrets', 'a/b', 'a.b']) {
        await expect(here.keep(id, [])).rejects.toThrow('names no file');
        await expect(here.remove(id)).rejects.toThrow('names no file');
        await expect(linesOf(here, id)).rejects.toThrow('names no file');
      }
    });

    test('closed uploads refuse every call', async () => {
      const { port: here } = await open();
      await here.close();
      await expect(here.keep('import-1', [])).rejects.toBeInstanceOf(StoreClosed);
      await expect(linesOf(here, 'import-1')).rejects.toBeInstanceOf(StoreClosed);
      await expect(here.list()).rejects.toBeInstanceOf(StoreClosed);
    });
  });
}

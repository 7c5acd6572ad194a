import { watch } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { RunningStandalone } from '../apps/standalone/test/harness/run-standalone.js';

/** Tells when a mail to an address lies in the mailbox on disk. */
export function watchMailbox({ dataDir }: RunningStandalone) {
  const waiting = new Map<string, () => void>();
  const folder = join(dataDir, 'mailbox');
  const watcher = watch(folder, (_event, name) => {
    if (!name?.endsWith('.json')) return;
    void readFile(join(folder, name), 'utf8').then((text) => waiting.get((JSON.parse(text) as { to: string }).to)?.());
  });
  return {
    arrival: (to: string): Promise<void> => new Promise((resolve) => void waiting.set(to, resolve)),
    end: () => watcher.close(),
  };
}

/** The value below which so many per cent of the times lie. */
export function percentile(times: readonly number[], percent: number): number {
  const sorted = times.toSorted((one, other) => one - other);
  return sorted[Math.min(sorted.length - 1, Math.floor((sorted.length * percent) / 100))]!;
}

/** A people file of so many rows in our own header. */
export function peopleFile(people: number, round: number): string {
  const row = (_: unknown, number: number): string => {
    const login = `import${round}x${number}`;
    return `${login},Person,Number ${number},${login},${login}@import.example,active,Artist`;
  };
  return ['Id,First Name,Last Name,Login,Email,Status,Permission Group', ...Array.from({ length: people }, row)].join(
    '\n',
  );
}

import type { BackupRecord } from '@rollcall/service-kit';

/** A part of a backup in a few words. */
export function told({ part, files, takenAt }: BackupRecord): string {
  const bytes = files.reduce((sum, file) => sum + file.bytes, 0);
  return `the ${part} of ${takenAt}: ${files.length} files, ${(bytes / 1_000_000).toFixed(1)} MB`;
}

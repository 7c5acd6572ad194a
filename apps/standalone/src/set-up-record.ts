import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** The file whose presence says that a data folder's first start has ended. */
export const setUpRecordIn = (dataDir: string): string => join(dataDir, 'set-up.done');

/**
 * Says for good that the first start has ended: after its one-time password was shown, since no later start shows it. A
 * start that ends before goes through its steps again, which changes nothing, and shows it again.
 */
export const recordSetUp = (dataDir: string): Promise<void> => writeFile(setUpRecordIn(dataDir), '', { mode: 0o600 });

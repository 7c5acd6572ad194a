import { join } from 'node:path';

/** The file whose presence says that a data folder's first start has ended. */
export const setUpRecordIn = (dataDir: string): string => join(dataDir, 'set-up.done');

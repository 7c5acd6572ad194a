// breaks dependency-cruiser sqlite-opened-in-one-place
import { DatabaseSync } from 'node:sqlite';

/** A file opened with settings of its own. */
export const database = new DatabaseSync(':memory:');

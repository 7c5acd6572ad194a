export * from './copy-together.js';
export * from './hold-file.js';
export * from './open-database.js';
export * from './scrub.js';
export * from './transaction.js';
export type { DatabaseSync, StatementSync } from 'node:sqlite';
export { isConstraintViolation } from './storage-failure.js';

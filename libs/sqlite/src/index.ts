export * from './hold-file.js';
export * from './open-database.js';
export { isConstraintViolation } from './storage-failure.js';
export * from './transaction.js';
export type { DatabaseSync, StatementSync } from 'node:sqlite';

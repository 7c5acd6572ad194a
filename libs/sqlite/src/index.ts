export * from './open-database.js';
export * from './transaction.js';
export type { DatabaseSync, StatementSync } from 'node:sqlite';

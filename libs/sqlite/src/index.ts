export * from './open-database.js';
export * from './transaction.js';
export type { DatabaseSync } from 'node:sqlite';

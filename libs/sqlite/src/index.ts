export * from './open-database.js';
export * from './transaction.js';

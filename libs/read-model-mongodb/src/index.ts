export * from './deadlines.js';
export * from './ephemeral-store.js';
export * from './key-vault.js';
export * from './mongo-connection.js';
export * from './read-model-store.js';
export * from './snapshots.js';
export * from './uploads.js';

export * from './sqlite-checkpoints.js';
export * from './sqlite-message-bus.js';

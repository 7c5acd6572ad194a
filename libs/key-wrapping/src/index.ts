export * from './wrapped-key.js';

export * from './compare.js';
export * from './drift.js';
export * from './views.js';

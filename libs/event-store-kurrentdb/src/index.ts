export * from './connection-string.js';
export { ServerTooOld } from './kurrent-client.js';
export * from './kurrent-event-store.js';

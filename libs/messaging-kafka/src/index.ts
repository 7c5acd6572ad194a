export * from './kafka-message-bus.js';
export * from './kafka-options.js';
export * from './topic-settings.js';
export { TopicMismatch } from './topics.js';

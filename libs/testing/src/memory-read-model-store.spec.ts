import { createMemoryReadModelStore } from './memory-read-model-store.js';
import { readModelStoreSuite } from './read-model-store.suite.js';

readModelStoreSuite('memory', {
  place: async () => {
    const store = createMemoryReadModelStore();
    return { open: async () => store, remove: async () => undefined };
  },
});

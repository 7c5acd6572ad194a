import { eventStoreSuite } from './event-store.suite.js';
import { createMemoryEventStore } from './memory-event-store.js';
import { createTestCryptography } from './test-cryptography.js';

const cryptography = createTestCryptography();
const bytes = 'it keeps no bytes behind its back that a test could read or change';

eventStoreSuite('memory', {
  cryptography,
  async place() {
    const store = createMemoryEventStore({ cryptography });
    return {
      open: async () => store,
      stored: async () => [],
      tamper: async () => {},
      remove: async () => {},
    };
  },
  exceptions: [
    {
      test: 'KRN-03 what was stored, and what was still queued when the store closed, is there after a restart',
      reason: 'it keeps nothing once it is closed',
    },
    { test: 'KRN-06 one changed byte breaks the chain from there on', reason: bytes },
    { test: 'KRN-06 every event carries the hash of what was stored and of the event before it', reason: bytes },
    { test: 'KRN-06 the same append sends the same bytes again, whatever its retry encoded', reason: bytes },
    { test: 'KRN-17 personal fields are read back, and stored as cipher text only', reason: bytes },
  ],
});

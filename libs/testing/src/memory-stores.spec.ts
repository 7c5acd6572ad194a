import { checkpointsSuite } from './checkpoints.suite.js';
import { deadlinesSuite } from './deadlines.suite.js';
import { ephemeralStoreSuite } from './ephemeral-store.suite.js';
import { createMemoryCheckpoints } from './memory-checkpoints.js';
import { createMemoryDeadlines } from './memory-deadlines.js';
import { createMemoryEphemeralStore } from './memory-ephemeral-store.js';
import { createMemorySnapshots } from './memory-snapshots.js';
import type { Place } from './place.js';
import { snapshotsSuite } from './snapshots.suite.js';

const always = <Port>(port: Port): Place<Port> => ({ open: async () => port, remove: async () => undefined });

ephemeralStoreSuite('memory', { place: async (clock) => always(createMemoryEphemeralStore({ clock })) });
deadlinesSuite('memory', { place: async () => always(createMemoryDeadlines()) });
checkpointsSuite('memory', { place: async () => always(createMemoryCheckpoints()) });
snapshotsSuite('memory', {
  place: async () => always(Object.assign(createMemorySnapshots(), { close: async () => undefined })),
});

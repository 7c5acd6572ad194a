import { deadlinesSuite } from './deadlines.suite.js';
import { ephemeralStoreSuite } from './ephemeral-store.suite.js';
import { createMemoryDeadlines } from './memory-deadlines.js';
import { createMemoryEphemeralStore } from './memory-ephemeral-store.js';
import type { Place } from './place.js';

const always = <Port>(port: Port): Place<Port> => ({ open: async () => port, remove: async () => undefined });

ephemeralStoreSuite('memory', { place: async (clock) => always(createMemoryEphemeralStore({ clock })) });
deadlinesSuite('memory', { place: async () => always(createMemoryDeadlines()) });

import { describe } from '@jest/globals';
import { appendSuite } from './event-store-appends.suite.js';
import { contentSuite } from './event-store-content.suite.js';
import type { EventStoreContract } from './event-store-contract.js';
import { contractTests } from './event-store-contract.js';
import { logSuite } from './event-store-log.suite.js';
import { ticketSuite } from './event-store-tickets.suite.js';

export type { EventStoreContract, EventStorePlace } from './event-store-contract.js';

/**
 * The contract of the event store port (KRN-03…KRN-06, KRN-17): every adapter passes it, and names what it cannot.
 * Call it at the top level of a spec.
 */
export function eventStoreSuite(name: string, contract: EventStoreContract): void {
  describe(`event store: ${name}`, () => {
    const tests = contractTests(contract);
    describe('appends', () => appendSuite(tests.test));
    describe('tickets', () => ticketSuite(tests.test));
    describe('the log', () => logSuite(tests.test));
    describe('content', () => contentSuite(tests.test, contract.cryptography));
    tests.checkExceptions();
  });
}

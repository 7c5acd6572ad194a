import { describe } from '@jest/globals';
import { randomInt } from 'node:crypto';
import { contentSuite } from './message-bus-content.suite.js';
import type { MessageBusContract } from './message-bus-contract.js';
import { busTests, isLong } from './message-bus-contract.js';
import { deliverySuite } from './message-bus-delivery.suite.js';
import { faultSuite } from './message-bus-faults.suite.js';
import { parkingSuite } from './message-bus-parking.suite.js';

const seed = Number(process.env['ROLLCALL_SEED'] ?? randomInt(2 ** 31));

/**
 * The contract of the message bus port (KRN-08…KRN-11, G3, G7, G8): every adapter passes it, and names what it cannot.
 * With `ROLLCALL_LONG=1` faults are played in their long form. Call it at the top level of a spec.
 */
export function messageBusSuite(name: string, contract: MessageBusContract): void {
  describe(`message bus: ${name}`, () => {
    const { test, checkExceptions } = busTests(contract);
    describe('delivery', () => deliverySuite(test));
    describe('content', () => contentSuite(test, contract.cryptography));
    describe('parking', () => parkingSuite(test));
    describe(`faults, seed ${seed}`, () => faultSuite(test, { seed, long: isLong }));
    checkExceptions();
  });
}

import { describe } from '@jest/globals';
import { contentSuite } from './message-bus-content.suite.js';
import type { MessageBusContract } from './message-bus-contract.js';
import { busTests } from './message-bus-contract.js';
import { deliverySuite } from './message-bus-delivery.suite.js';
import { faultSuite } from './message-bus-faults.suite.js';
import { parkingSuite } from './message-bus-parking.suite.js';

/**
 * The contract of the message bus port (KRN-08…KRN-11, G3, G7, G8): every adapter passes it, and names what it cannot.
 * Call it at the top level of a spec.
 */
export function messageBusSuite(name: string, contract: MessageBusContract): void {
  describe(`message bus: ${name}`, () => {
    const { test, checkExceptions } = busTests(contract);
    describe('delivery', () => deliverySuite(test));
    describe('content', () => contentSuite(test, contract.cryptography));
    describe('parking', () => parkingSuite(test));
    describe('faults', () => faultSuite(test));
    checkExceptions();
  });
}

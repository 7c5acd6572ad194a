import type { KurrentConnection } from '@rollcall/event-store-kurrentdb';
import { type KafkaConfiguration, kafkaOf } from './kafka-configuration.js';
import { kurrentdbOf } from './kurrentdb-configuration.js';
import { type MongodbConfiguration, mongodbOf } from './mongodb-configuration.js';
import { productionSettings } from './production.settings.js';
import { type Environment, readSettings } from './read-settings.js';

/** Where the production engines are, checked: nothing in it is a dangerous half. */
export type ProductionConfiguration = Readonly<{
  kurrentdb: KurrentConnection;
  kafka: KafkaConfiguration;
  mongodb: MongodbConfiguration;
  /** Whether services may talk to each other unencrypted beyond this machine. */
  privateServices: boolean;
}>;

/**
 * Reads where the production engines are.
 * @throws ConfigurationError for an address that is missing, for a connection in the clear or without a sign-in that
 * leaves this machine, for the password that a server is delivered with, and for settings that work only together.
 */
export function loadProduction(environment: Environment): ProductionConfiguration {
  const given = readSettings(productionSettings, environment);
  const privateServices = given.privateServices || given.privateNetwork;
  return { kurrentdb: kurrentdbOf(given), kafka: kafkaOf(given), mongodb: mongodbOf(given), privateServices };
}

// breaks dependency-cruiser drivers-only-in-adapters
import { Kafka } from 'kafkajs';

/** A service that knows its broker's driver. */
export const broker: unknown = Kafka;

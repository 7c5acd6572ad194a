// breaks eslint no-restricted-imports
import { EventPattern } from '@nestjs/microservices';

/** Would hand the failure policy a plain object. */
export const listens = EventPattern('rollcall.directory.person-created.v1');

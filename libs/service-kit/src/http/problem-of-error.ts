import { HttpException } from '@nestjs/common';
import {
  CommandTimedOut,
  DependencyAway,
  EventTooLarge,
  InvalidConsistencyToken,
  InvalidQuery,
  NoMember,
  reject,
  StoreClosed,
} from '@rollcall/event-sourcing';
import { TooBusy } from '../cryptography/bounded-turns.js';
import { type Problem, problemOf } from './problem.js';
import { Refused, validationFailed } from './refused.js';

const away = [CommandTimedOut, DependencyAway, NoMember, StoreClosed, TooBusy];

/** The problem document of whatever a route threw; nothing of an unknown error's inside is told. */
export function problemOfError(error: unknown): Problem {
  if (error instanceof Refused) return problemOf(error.rejection, error.errors);
  if (away.some((kind) => error instanceof kind)) {
    return problemOf(reject('service-unavailable', 'Something this needs does not answer; try again.'));
  }
  if (error instanceof EventTooLarge)
    return problemOf(reject('event-too-large', 'This is more than can be stored at once.'));
  if (error instanceof InvalidQuery) return invalid(`?${error.field}`, error.message);
  if (error instanceof InvalidConsistencyToken) return invalid('?consistency-token', error.message);
  return problemOfStatus(statusIn(error));
}

function invalid(pointer: string, detail: string): Problem {
  const { rejection, errors } = validationFailed([{ pointer, detail }]);
  return problemOf(rejection, errors);
}

/** The status that Nest or Fastify gave an error of its own; 500 for anything else. */
function statusIn(error: unknown): number {
  if (error instanceof HttpException) return error.getStatus();
  const status = (error as { statusCode?: unknown } | undefined)?.statusCode;
  return typeof status === 'number' && status >= 400 && status < 600 ? status : 500;
}

function problemOfStatus(status: number): Problem {
  if (status === 404) return problemOf(reject('not-found', 'There is nothing here.'));
  if (status >= 500) {
    const title = 'Something broke on our side';
    return {
      type: 'about:blank',
      title,
      status: 500,
      detail: 'The fault is logged under correlationId.',
      code: 'internal-error',
    };
  }
  return { ...problemOf(reject('validation-failed', 'The request cannot be read.')), status };
}

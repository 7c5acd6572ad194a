import { applyDecorators, Catch, type RpcExceptionFilter, UseFilters } from '@nestjs/common';
import { EventPattern } from '@nestjs/microservices';
import { type Observable, throwError } from 'rxjs';

/** Lets a listener's error through untouched: Nest would hand the failure policy a plain object without class and stack. */
@Catch()
class ListenerErrorFilter implements RpcExceptionFilter {
  /** Called by Nest with whatever was thrown. */
  catch(error: unknown): Observable<never> {
    return throwError(() => error);
  }
}

/**
 * Makes a method the listener of an event type: Nest's `@EventPattern`, with the one filter it needs. Guards, pipes and
 * interceptors of the service are for requests; a message has no caller, and its codec has checked its shape.
 */
export const ListensTo = (type: string): MethodDecorator =>
  applyDecorators(EventPattern<string>(type), UseFilters(ListenerErrorFilter));

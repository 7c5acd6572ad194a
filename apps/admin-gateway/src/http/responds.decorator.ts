import { applyDecorators, HttpCode, SetMetadata, type Type } from '@nestjs/common';
import { ApiExtraModels, ApiHeader, ApiResponse, getSchemaPath } from '@nestjs/swagger';
import { TotalDto } from './list-query.dto.js';

/** An id and, where it exists already, the place of something that was created. */
const consistency = {
  'Consistency-Token': { description: 'Send it with a request that must see this write.', schema: { type: 'string' } },
} as const;

/** Documents the answer of a route; without a body where `body` is absent. */
export const Responds = (status: number, body?: Type): MethodDecorator =>
  applyDecorators(
    HttpCode(status),
    ApiResponse({
      status,
      description: status === 202 ? 'Accepted.' : 'Done.',
      ...(body && { type: body }),
      headers: consistency,
    }),
  );

/** Documents a page of a list of this gateway's own, which waits for what the caller's token names. */
export const RespondsPage = (item: Type): MethodDecorator =>
  applyDecorators(RespondsPageOfOwner(item), ReadsOwnWrites());

/** Documents a page that the service which owns the things answers itself: there is nothing to wait for. */
export const RespondsPageOfOwner = (item: Type): MethodDecorator =>
  applyDecorators(
    ApiExtraModels(item, TotalDto),
    ApiResponse({
      status: 200,
      description: 'A page.',
      schema: {
        type: 'object',
        required: ['items', 'total'],
        properties: {
          items: { type: 'array', items: { $ref: getSchemaPath(item) } },
          next: { type: 'string', description: 'Cursor of the next page; absent at the end.' },
          total: { $ref: getSchemaPath(TotalDto) },
        },
      },
    }),
  );

/** Documents that a request waits for what the caller's token names. */
export const ReadsOwnWrites = (): MethodDecorator =>
  ApiHeader({ name: 'Consistency-Token', required: false, description: 'Wait for these writes of mine, 2 s at most.' });

/** Documents a write that must name the version it was decided on. */
export const Guarded = (): MethodDecorator =>
  ApiHeader({
    name: 'If-Match',
    required: true,
    description: 'The `etag` that was read; 412 when it has changed since.',
  });

/** Documents that a write may be repeated under one key, and waits for what the caller's token names. */
export const Repeatable = (): MethodDecorator =>
  applyDecorators(
    ApiHeader({
      name: 'Idempotency-Key',
      required: false,
      description: 'The same key again within 24 h answers the same.',
    }),
    ReadsOwnWrites(),
  );

/** Metadata key of {@link ShownOnce}. */
export const shownOnceKey = 'rollcall:shown-once';

/** The answer holds a secret: it is kept nowhere, so an `Idempotency-Key` does not bring it back. */
export const ShownOnce = (): MethodDecorator => SetMetadata(shownOnceKey, true);

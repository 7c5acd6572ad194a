import { createHash } from 'node:crypto';
import type {} from '@fastify/multipart';
import { type CallHandler, type ExecutionContext, Inject, Injectable, type NestInterceptor } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { Cryptography } from '@rollcall/event-sourcing';
import { CRYPTOGRAPHY, validationFailed } from '@rollcall/service-kit';
import type { FastifyRequest } from 'fastify';
import { from, lastValueFrom, type Observable } from 'rxjs';
import { callerOf } from '../access/on-request.js';
import { readUpload } from '../import/read-upload.js';
import { setCommandId } from './acting.decorator.js';
import { IdempotentAnswers } from './idempotent-answers.js';
import { shownOnceKey } from './responds.decorator.js';

const unsafe: ReadonlySet<string> = new Set(['POST', 'PUT', 'PATCH', 'DELETE']);

/**
 * Keeps the promise of `Idempotency-Key`: the same request again answers the same, errors included. The command id follows
 * from caller, route and key, so that a repeat after a crash meets the streams the first try wrote.
 */
@Injectable()
export class IdempotencyInterceptor implements NestInterceptor {
  constructor(
    @Inject(Reflector) private readonly reflector: Reflector,
    @Inject(IdempotentAnswers) private readonly answers: IdempotentAnswers,
    @Inject(CRYPTOGRAPHY) private readonly cryptography: Cryptography,
  ) {}

  /** Called by Nest around every route. */
  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    if (context.getType() !== 'http') return next.handle();
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const key = keyOf(request);
    const caller = callerOf(request);
    // Without a signed-in caller there is nobody a stored answer could be kept for.
    if (key === undefined || !caller || !unsafe.has(request.method)) return next.handle();
    if (this.reflector.get<true | undefined>(shownOnceKey, context.getHandler())) return next.handle();
    const name = `${caller.accountId}|${request.method} ${request.url.split('?')[0]}|${key}`;
    setCommandId(request, this.cryptography.uuid5('idempotency', name));
    const recordKey = `idempotency/${this.cryptography.digest(name)}`;
    const run = (): Promise<unknown> => lastValueFrom(next.handle(), { defaultValue: undefined });
    return from(
      this.fingerprintOf(request).then((fingerprint) => this.answers.once({ key: recordKey, fingerprint }, run)),
    );
  }

  private async fingerprintOf(request: FastifyRequest): Promise<string> {
    const { url, headers } = request;
    return this.cryptography.digest([url, headers['if-match'] ?? '', await sentBy(request)].join('\n'));
  }
}

/** A file is told by its content: its frame differs with every sending. */
const sentBy = async (request: FastifyRequest): Promise<string> =>
  request.isMultipart()
    ? createHash('sha256')
        .update(await readUpload(request))
        .digest('base64url')
    : JSON.stringify(request.body ?? '');

/** A structured-field string (`"…"`) or the same without quotes. */
function keyOf(request: FastifyRequest): string | undefined {
  const given = request.headers['idempotency-key'];
  if (given === undefined) return undefined;
  const [, quoted, bare] = /^(?:"([\x20-\x21\x23-\x5b\x5d-\x7e]{1,200})"|([\w.:-]{1,200}))$/.exec(String(given)) ?? [];
  const key = quoted ?? bare;
  if (key === undefined)
    throw validationFailed([{ pointer: '?idempotency-key', detail: 'must be one text of at most 200 characters' }]);
  return key;
}

import { Controller, Get, Header, Inject } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { JWK } from 'jose';
import { Open } from './service-token.guard.js';

/** Injection token of this service's {@link ServiceKey}. */
export const SERVICE_KEY = Symbol('SERVICE_KEY');

/** Tells the others which key this service signs with. */
@ApiExcludeController()
@Open()
@Controller('.well-known')
export class JwksController {
  constructor(@Inject(SERVICE_KEY) private readonly key: Readonly<{ publicJwk: JWK }>) {}

  /** The public keys as a JSON Web Key Set. */
  @Get('jwks.json')
  @Header('cache-control', 'public, max-age=300')
  keys(): { keys: readonly JWK[] } {
    return { keys: [this.key.publicJwk] };
  }
}

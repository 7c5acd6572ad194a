import { Controller, Get, Header, Inject } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { JWK } from 'jose';
import type { ServiceKeys } from './service-keys.js';
import { Open } from './service-token.guard.js';

/** Injection token of this service's {@link ServiceKeys}. */
export const SERVICE_KEYS = Symbol('SERVICE_KEYS');

/** Tells the others which keys this service signs with, or may soon. */
@ApiExcludeController()
@Open()
@Controller('.well-known')
export class JwksController {
  constructor(@Inject(SERVICE_KEYS) private readonly service: Pick<ServiceKeys, 'publicJwks'>) {}

  /** The public keys as a JSON Web Key Set. */
  @Get('jwks.json')
  @Header('cache-control', 'public, max-age=300')
  keys(): { keys: readonly JWK[] } {
    return { keys: this.service.publicJwks };
  }
}

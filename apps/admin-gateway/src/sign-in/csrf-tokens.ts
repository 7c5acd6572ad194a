import { Inject, Injectable } from '@nestjs/common';
import type { Cryptography } from '@rollcall/event-sourcing';
import { CRYPTOGRAPHY } from '@rollcall/service-kit';

/** The value that a browser's page sends beside its cookie: known from the session, guessable by nobody else. */
@Injectable()
export class CsrfTokens {
  constructor(@Inject(CRYPTOGRAPHY) private readonly cryptography: Cryptography) {}

  /** The token of a session. */
  of(sessionId: string): string {
    return this.cryptography.hmac(`csrf|${sessionId}`);
  }
}

import { randomBytes } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import type { Cryptography } from '@rollcall/event-sourcing';
import { CONFIGURATION, CRYPTOGRAPHY, type Values } from '@rollcall/service-kit';
import type { identitySettings } from '../identity.config.js';
import type { SessionKind, SessionStarted } from './session.events.js';

/** A token, shown once, and the session that it opens. */
export type NewSession = Readonly<{ token: string; session: SessionStarted['data'] }>;

/** Makes sessions: a token of 256 random bits, known to its holder only, and its digest as the session's id. */
@Injectable()
export class NewSessions {
  constructor(
    @Inject(CRYPTOGRAPHY) private readonly cryptography: Pick<Cryptography, 'digest'>,
    @Inject(CONFIGURATION) private readonly configuration: Values<typeof identitySettings>,
  ) {}

  /** A program keeps its session to the end: a script that waits has not gone home. */
  for(accountId: string, kind: SessionKind, at: Date): NewSession {
    const { sessionHours, sessionIdleMinutes } = this.configuration;
    const token = randomBytes(32).toString('base64url');
    const seconds = sessionHours * 3600;
    return {
      token,
      session: {
        sessionId: this.cryptography.digest(token),
        accountId,
        kind,
        startedAt: at.toISOString(),
        expiresAt: new Date(at.getTime() + seconds * 1000).toISOString(),
        idleSeconds: kind === 'browser' ? sessionIdleMinutes * 60 : seconds,
      },
    };
  }
}

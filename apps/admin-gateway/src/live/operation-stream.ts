import { Inject, Injectable } from '@nestjs/common';
import type { Clock } from '@rollcall/event-sourcing';
import { CLOCK, LOGGER, Refused, STOPPING } from '@rollcall/service-kit';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Logger } from 'pino';
import type { Caller } from '../access/caller.js';
import { isOver, Operations } from '../operation/operations.js';
import { SessionCheck } from '../sign-in/session-check.js';
import { ChangeLog } from './change-log.js';
import { openEventSink } from './event-sink.js';
import { nextOrBeat } from './next-or-beat.js';

/** Serves the progress of one operation until it is done, or its reader's session is over. */
@Injectable()
export class OperationStream {
  constructor(
    @Inject(ChangeLog) private readonly log: ChangeLog,
    @Inject(Operations) private readonly operations: Operations,
    @Inject(SessionCheck) private readonly sessions: SessionCheck,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(STOPPING) private readonly stopping: AbortSignal,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  /** Answers with `operation` events, the state of now first. */
  async serve(
    of: Readonly<{ caller: Caller; id: string; request: FastifyRequest; reply: FastifyReply }>,
  ): Promise<void> {
    const sink = openEventSink(of.request, of.reply, this.stopping);
    try {
      for (let sent = ''; sink.open;) {
        const { next } = this.log;
        const caller = await this.sessions.callerOf(of.caller.sessionId);
        if (!caller) return sink.send('end', {});
        const operation = await this.operations.require(caller, of.id);
        const text = JSON.stringify(operation);
        if (text !== sent) sink.send('operation', operation);
        sent = text;
        if (isOver(operation)) return;
        await nextOrBeat(next, sink, this.clock);
      }
    } catch (error) {
      // Not theirs any more: who comes back is told so.
      if (error instanceof Refused) return;
      this.logger.error({ err: error }, 'an event stream ended');
    } finally {
      sink.close();
    }
  }
}

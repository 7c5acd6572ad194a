import { Inject, Injectable } from '@nestjs/common';
import type { Clock } from '@rollcall/event-sourcing';
import { CLOCK, LOGGER, STOPPING } from '@rollcall/service-kit';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Logger } from 'pino';
import type { Caller } from '../access/caller.js';
import { SessionCheck } from '../sign-in/session-check.js';
import { ChangeLog, formatPlace, parsePlace, type Place } from './change-log.js';
import { type EventSink, openEventSink } from './event-sink.js';
import { nextOrBeat } from './next-or-beat.js';
import { VisibleChanges } from './visible-changes.js';

/** A request for a stream. */
export type StreamRequest = Readonly<{
  caller: Caller;
  lastEventId: string | undefined;
  request: FastifyRequest;
  reply: FastifyReply;
}>;

/** Serves changes to one caller for as long as their session goes on. */
@Injectable()
export class ChangeStream {
  constructor(
    @Inject(ChangeLog) private readonly log: ChangeLog,
    @Inject(VisibleChanges) private readonly visible: VisibleChanges,
    @Inject(SessionCheck) private readonly sessions: SessionCheck,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(STOPPING) private readonly stopping: AbortSignal,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  /** Answers until the client leaves, the session ends or the service stops. */
  async serve({ caller, lastEventId, request, reply }: StreamRequest): Promise<void> {
    const sink = openEventSink(request, reply, this.stopping);
    try {
      const asked = lastEventId === undefined ? undefined : parsePlace(lastEventId);
      const head = await this.log.head();
      sink.send('ready', {}, formatPlace(asked ?? head));
      if (lastEventId !== undefined && !asked) sink.send('reset', {}, formatPlace(head));
      await this.follow(caller.sessionId, asked ?? head, sink);
    } catch (error) {
      // The answer has begun: the client comes back and resumes.
      this.logger.error({ err: error }, 'an event stream ended');
    } finally {
      sink.close();
    }
  }

  private async follow(sessionId: string, start: Place, sink: EventSink): Promise<void> {
    let place = start;
    while (sink.open) {
      const { next } = this.log;
      const caller = await this.sessions.callerOf(sessionId);
      if (!caller) return sink.send('end', {});
      const found = await this.log.after(place);
      if (found) {
        const changes = await this.visible.of(caller, found.changes);
        if (changes.length > 0) sink.send('change', { changes }, formatPlace(found.to));
        place = found.to;
        if (found.more) continue;
      } else {
        place = await this.log.head();
        sink.send('reset', {}, formatPlace(place));
      }
      await nextOrBeat(next, sink, this.clock);
    }
  }
}

import { Controller, Get, Header, Inject, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { reject } from '@rollcall/event-sourcing';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Refused } from '../http/refused.js';
import { Metrics } from '../observability/metrics.js';
import { Open } from '../service-token/service-token.guard.js';
import { Health } from './health.js';

/** Health and figures, for whoever runs the service. */
@ApiExcludeController()
@Open()
@Controller()
export class HealthController {
  constructor(
    @Inject(Health) private readonly health: Health,
    @Inject(Metrics) private readonly metrics: Metrics,
  ) {}

  /** Whether the process is worth keeping; names what died. */
  @Get('health/live')
  live(@Res({ passthrough: true }) reply: FastifyReply): object {
    if (this.health.live) return { status: 'live' };
    reply.status(503);
    return { status: 'dead', failed: namesOf(this.health.failures) };
  }

  /** Whether requests may be sent here; names what waits for something that is away, which alone changes nothing. */
  @Get('health/ready')
  ready(@Res({ passthrough: true }) reply: FastifyReply): object {
    const paused = namesOf(this.health.pauses);
    if (!this.health.ready) reply.status(503);
    return { status: this.health.ready ? 'ready' : 'not ready', ...(paused.length > 0 && { paused }) };
  }

  /**
   * Figures in Prometheus' text format, for whoever reaches this port. What a proxy passes on comes from outside and finds
   * nothing here: figures tell how a studio does.
   */
  @Get('metrics')
  @Header('content-type', 'text/plain; version=0.0.4; charset=utf-8')
  figures(@Req() { headers }: FastifyRequest): Promise<string> {
    if (headers['x-forwarded-for'] ?? headers['forwarded'])
      throw new Refused(reject('not-found', 'There is no such thing here.'));
    return this.metrics.figures();
  }
}

const namesOf = (followers: readonly (readonly [name: string, is: boolean])[]): readonly string[] =>
  followers.filter(([, is]) => is).map(([name]) => name);

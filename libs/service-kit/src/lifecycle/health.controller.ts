import { Controller, Get, Header, Inject, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
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
    const failed = this.health.failures.filter(([, dead]) => dead).map(([name]) => name);
    return { status: 'dead', failed };
  }

  /** Whether requests may be sent here. */
  @Get('health/ready')
  ready(@Res({ passthrough: true }) reply: FastifyReply): object {
    if (this.health.ready) return { status: 'ready' };
    reply.status(503);
    return { status: 'not ready' };
  }

  /** Figures in Prometheus' text format. */
  @Get('metrics')
  @Header('content-type', 'text/plain; version=0.0.4; charset=utf-8')
  figures(): Promise<string> {
    return this.metrics.registry.metrics();
  }
}

import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';

/** What followers tell when metrics are read: name → messages or events not yet handled. */
export type LagSource = () => Iterable<readonly [follower: string, lag: number]>;
/** Which followers died: name → whether it did. */
export type FailureSource = () => Iterable<readonly [follower: string, failed: boolean]>;

/** One service's figures, in a registry of its own. */
export class Metrics {
  /** Duration of requests by method, route pattern and status. */
  readonly requests: Histogram<'method' | 'route' | 'status'>;
  /** Commands by outcome: `done`, `nothing`, or the rejection's code. */
  readonly commands: Counter<'outcome'>;
  /** Bus messages by verdict: `ack`, `park`, `ignored` (nobody listens to the type), `retry`. */
  readonly messages: Counter<'verdict'>;

  constructor(readonly registry: Registry) {
    const registers = [registry];
    this.requests = new Histogram({
      name: 'rollcall_http_request_seconds',
      help: 'Duration of HTTP requests.',
      labelNames: ['method', 'route', 'status'],
      buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5],
      registers,
    });
    this.commands = new Counter({
      name: 'rollcall_commands_total',
      help: 'Commands by outcome.',
      labelNames: ['outcome'],
      registers,
    });
    this.messages = new Counter({
      name: 'rollcall_messages_total',
      help: 'Bus messages by verdict.',
      labelNames: ['verdict'],
      registers,
    });
  }

  /** Reports the followers' lag, and which of them died of their own error, whenever the metrics are read. */
  observeFollowers(lags: LagSource, failures: FailureSource): void {
    this.gauge('rollcall_lag', 'Messages or events a follower has not handled yet.', lags);
    this.gauge('rollcall_follower_failed', '1 when a follower stopped over its own error: alert on it.', failures);
  }

  private gauge(name: string, help: string, source: () => Iterable<readonly [string, number | boolean]>): void {
    const gauge: Gauge<'follower'> = new Gauge({
      name,
      help,
      labelNames: ['follower'],
      registers: [this.registry],
      collect: () => {
        for (const [follower, value] of source()) gauge.set({ follower }, Number(value));
      },
    });
  }
}

/** The registry of one service: every figure carries the service's name. */
export function createRegistry(service: string): Registry {
  const registry = new Registry();
  registry.setDefaultLabels({ service });
  return registry;
}

/** Adds the process's own figures (memory, event loop); once per process. */
export const observeProcess = (registry: Registry): void => collectDefaultMetrics({ register: registry });

import type { Awaitable } from '@rollcall/event-sourcing';
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';

/** What followers tell when metrics are read, each by its name. */
export type FollowerFigures = Readonly<{
  /** Messages or events not yet handled. */
  lags: () => Iterable<readonly [follower: string, lag: number]>;
  /** How long the oldest unpublished event has been waiting, s. */
  delays: () => Iterable<readonly [relay: string, seconds: number]>;
  /** Whether it died of its own error. */
  failures: () => Iterable<readonly [follower: string, failed: boolean]>;
  /** Whether it waits for something that is away. */
  pauses: () => Iterable<readonly [follower: string, paused: boolean]>;
}>;

/** A figure of one service's own, and the one label it has; the values of a label are few, and no person's. */
export type Figure = Readonly<{ name: `rollcall_${string}`; help: string; label: string }>;

/** One service's figures, in a registry of its own. */
export class Metrics {
  /** Duration of requests by method, route pattern and status. */
  readonly requests: Histogram<'method' | 'route' | 'status'>;
  /** Commands by outcome: `done`, `nothing`, or the rejection's code. */
  readonly commands: Counter<'outcome'>;
  /** Bus messages by verdict: `ack`, `park`, `ignored` (nobody listens to the type), `retry`. */
  readonly messages: Counter<'verdict'>;

  /** `beside`: registries of other services in this process, shown with this one's own. */
  constructor(
    readonly registry: Registry,
    private readonly beside: readonly Registry[] = [],
  ) {
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

  /** Reports how the followers are whenever the metrics are read. */
  observeFollowers({ lags, delays, failures, pauses }: FollowerFigures): void {
    const gauge = (name: Figure['name'], help: string, source: Source): void =>
      this.observe({ name, help, label: 'follower' }, source);
    gauge('rollcall_lag', 'Messages or events a follower has not handled yet.', lags);
    gauge('rollcall_relay_delay_seconds', 'How long the oldest unpublished event has been waiting.', delays);
    gauge('rollcall_follower_failed', '1 when a follower stopped over its own error: alert on it.', failures);
    gauge('rollcall_follower_paused', '1 while a follower waits for something that is away.', pauses);
  }

  /** Reports how many messages each of the service's groups has set aside whenever the metrics are read (KRN-11). */
  observeParked(source: () => Promise<Iterable<readonly [group: string, messages: number]>>): void {
    const help = 'Messages set aside, or waiting behind one: alert from the first.';
    this.observe({ name: 'rollcall_parked', help, label: 'group' }, source);
  }

  /** Counts what happens in a service, by the label's value: call what is answered each time. */
  counter({ name, help, label }: Figure): (value: string) => void {
    const counter = new Counter({ name, help, labelNames: [label], registers: [this.registry] });
    return (value) => counter.inc({ [label]: value });
  }

  /** Reports a figure as it stands whenever the metrics are read; as it was last while its source does not answer. */
  observe({ name, help, label }: Figure, source: Source): void {
    const gauge: Gauge = new Gauge({
      name,
      help,
      labelNames: [label],
      registers: [this.registry],
      collect: async () => {
        const values = await Promise.resolve(source()).then(
          (told) => [...told],
          () => undefined,
        );
        if (!values) return;
        // What is told no more is no more.
        gauge.reset();
        for (const [of, value] of values) gauge.set({ [label]: of }, Number(value));
      },
    });
  }

  /** Everything in Prometheus' text format; what several services tell stands together under one name. */
  async figures(): Promise<string> {
    const texts = await Promise.all([this.registry, ...this.beside].map((registry) => registry.metrics()));
    return together(texts);
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

type Source = () => Awaitable<Iterable<readonly [name: string, value: number | boolean]>>;

/** The format wants a name's explanation once, and its lines after it. */
function together(texts: readonly string[]): string {
  const families = new Map<string, string[]>();
  for (const family of texts.flatMap((text) => text.trimEnd().split('\n\n'))) {
    const [help = '', type = '', ...lines] = family.split('\n');
    const known = families.get(type);
    if (known) known.push(...lines);
    else families.set(type, [help, type, ...lines]);
  }
  return `${[...families.values()].map((lines) => lines.join('\n')).join('\n\n')}\n`;
}

import { Server, type CustomTransportStrategy, type MessageHandler } from '@nestjs/microservices';
import { SpanKind } from '@opentelemetry/api';
import {
  type Envelope,
  type FailurePolicy,
  type MessageBus,
  type Subscription,
  type Verdict,
  withFailurePolicy,
} from '@rollcall/event-sourcing';
import { isObservable, lastValueFrom } from 'rxjs';
import type { Metrics } from '../observability/metrics.js';
import { withTraceparent } from '../observability/observed-message-bus.js';
import type { Tracing } from '../observability/tracing.js';
import { FinishedListeners } from './finished-listeners.js';
import { topicOfType } from './topic-of-type.js';

/** What the transport works with; `group` is the service's name. */
export type BusTransportPorts = Readonly<{
  group: string;
  bus: MessageBus;
  policy: FailurePolicy;
  tracing: Tracing;
  metrics: Metrics;
}>;

type Handle = (message: Envelope) => Promise<Verdict>;

/**
 * Nest's listener methods ({@link ListensTo}) on the kernel's bus: one consumer group per service, dispatch by type, the
 * handler's own error in the failure policy's hands (Nest's stock Kafka server loses, blocks and hides them).
 */
export class BusTransport extends Server implements CustomTransportStrategy {
  // The policy sees failures; Nest need not log them too.
  override readonly propagatesEventHandlerErrors = true;
  private readonly listeners = new Map<string, Handle[]>();
  private readonly finished = new FinishedListeners();
  private subscription: Subscription | undefined;

  constructor(private readonly ports: BusTransportPorts) {
    super();
  }

  /** The running subscription; `undefined` before {@link listen} and for a service without listeners. */
  get running(): Subscription | undefined {
    return this.subscription;
  }

  /** Called by Nest for every listener method. Kept apart per method: Nest would chain those of one type. */
  override addHandler(pattern: unknown, handler: MessageHandler<Envelope, undefined, Verdict>): void {
    const type = String(pattern);
    const listeners = this.listeners.get(type) ?? [];
    this.listeners.set(type, [...listeners, withFailurePolicy(this.call(handler), this.ports.policy)]);
  }

  /** Called by Nest to begin: subscribes to the topics of all types listened to. */
  async listen(callback: (error?: unknown) => void): Promise<void> {
    try {
      const topics = [...new Set([...this.listeners.keys()].map(topicOfType))];
      if (topics.length > 0) {
        this.subscription = await this.ports.bus.consume(this.ports.group, topics, {
          each: (message) => this.handle(message),
        });
      }
      callback();
    } catch (error) {
      callback(error);
    }
  }

  /** Finishes the messages under way. */
  async close(): Promise<void> {
    await this.subscription?.[Symbol.asyncDispose]();
  }

  /** Not used: nothing listens to the transport's own events. */
  on(): void {}

  /** The bus behind the transport. */
  unwrap<T>(): T {
    return this.ports.bus as T;
  }

  private async handle(message: Envelope): Promise<Verdict> {
    const { tracing, metrics } = this.ports;
    const listeners = this.listeners.get(message.type);
    if (!listeners) {
      metrics.messages.inc({ verdict: 'ignored' });
      return 'ack';
    }
    try {
      const verdict = await tracing.span(
        `consume ${message.type}`,
        SpanKind.CONSUMER,
        message.metadata.traceparent,
        (traceparent) => this.dispatch(withTraceparent(message, traceparent), listeners),
      );
      metrics.messages.inc({ verdict: verdict === 'ack' ? 'ack' : 'park' });
      return verdict;
    } catch (error) {
      metrics.messages.inc({ verdict: 'retry' });
      throw error;
    }
  }

  /** One after the other; what finished is remembered, so that a repeat for another's sake leaves it alone. */
  private async dispatch(message: Envelope, listeners: readonly Handle[]): Promise<Verdict> {
    let verdict: Verdict = 'ack';
    let failure: { error: unknown } | undefined;
    for (const [index, listener] of listeners.entries()) {
      if (this.finished.has(message.id, index)) continue;
      try {
        const one = await listener(message);
        if (one === 'ack') this.finished.add(message.id, index);
        else verdict = one;
      } catch (error) {
        failure ??= { error };
      }
    }
    // "Not now" wins: parking the message would give up on the listener that only waits.
    if (failure) throw failure.error;
    if (verdict === 'ack') this.finished.forget(message.id);
    return verdict;
  }

  private call(handler: MessageHandler<Envelope, undefined, Verdict>): Handle {
    return async (message) => {
      const answered = await handler(message);
      const verdict = isObservable(answered) ? await lastValueFrom(answered, { defaultValue: undefined }) : answered;
      // A method that answers nothing has nothing to object.
      return verdict ?? 'ack';
    };
  }
}

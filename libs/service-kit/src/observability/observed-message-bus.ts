import { SpanKind } from '@opentelemetry/api';
import type { Envelope, MessageBus } from '@rollcall/event-sourcing';
import type { ParkedWatch } from './parked-watch.js';
import type { Tracing } from './tracing.js';

/** Gives each published message a span of its own, so that a trace crosses the bus; `watch` learns of the groups. */
export function observedMessageBus(
  bus: MessageBus,
  tracing: Tracing,
  watch: Pick<ParkedWatch, 'consumesAs'>,
): MessageBus {
  return {
    publish: async (messages) => {
      const spans = messages.map(({ type, metadata }) =>
        tracing.open(`publish ${type}`, SpanKind.PRODUCER, metadata.traceparent),
      );
      try {
        await bus.publish(messages.map((message, index) => withTraceparent(message, spans[index]?.traceparent)));
      } catch (error) {
        for (const span of spans) span.fail(error);
        throw error;
      } finally {
        for (const span of spans) span.end();
      }
    },
    consume: (group, topics, handling) => {
      watch.consumesAs(group);
      return bus.consume(group, topics, handling);
    },
    observe: (topics, handle) => bus.observe(topics, handle),
    parked: bus.parked,
    close: () => bus.close(),
  };
}

/** The same message below another span. */
export const withTraceparent = (message: Envelope, traceparent: string | undefined): Envelope =>
  traceparent === undefined ? message : { ...message, metadata: { ...message.metadata, traceparent } };

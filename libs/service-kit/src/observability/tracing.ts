import type { SpanKind } from '@opentelemetry/api';
import {
  type Attributes,
  isSpanContextValid,
  ROOT_CONTEXT,
  type Span,
  type SpanContext,
  SpanStatusCode,
  trace,
  type Tracer,
} from '@opentelemetry/api';

/** Opens spans by hand, each below a W3C `traceparent` that is passed on explicitly: nothing global, no hooks. */
export class Tracing {
  constructor(private readonly tracer: Tracer) {}

  /** Opens a span; end it with {@link SpanHandle.end}. */
  open(name: string, kind: SpanKind, parent: string | undefined, attributes: Attributes = {}): SpanHandle {
    const above = parseTraceparent(parent);
    const context = above ? trace.setSpanContext(ROOT_CONTEXT, above) : ROOT_CONTEXT;
    return new SpanHandle(this.tracer.startSpan(name, { kind, attributes }, context), parent);
  }

  /** Runs work inside a span; what it throws is noted by class only and passed on. */
  async span<T>(
    name: string,
    kind: SpanKind,
    parent: string | undefined,
    work: (traceparent: string | undefined) => Promise<T>,
  ): Promise<T> {
    const span = this.open(name, kind, parent);
    try {
      return await work(span.traceparent);
    } catch (error) {
      span.fail(error);
      throw error;
    } finally {
      span.end();
    }
  }
}

/** An open span and the `traceparent` for what it leads to; without a tracer the parent's is passed on. */
export class SpanHandle {
  /** W3C trace context of this span. */
  readonly traceparent: string | undefined;

  constructor(
    private readonly span: Span,
    parent: string | undefined,
  ) {
    const context = span.spanContext();
    this.traceparent = isSpanContextValid(context) ? formatTraceparent(context) : parent;
  }

  /** Adds what became known only later. */
  set(attributes: Attributes): void {
    this.span.setAttributes(attributes);
  }
  /** Marks the span as failed; an error's message may be personal, so only its class is kept. */
  fail(error: unknown): void {
    this.span.setStatus({ code: SpanStatusCode.ERROR, message: error instanceof Error ? error.name : 'error' });
  }
  /** Ends the span. */
  end(): void {
    this.span.end();
  }
}

const formatTraceparent = ({ traceId, spanId, traceFlags }: SpanContext): string =>
  `00-${traceId}-${spanId}-${traceFlags.toString(16).padStart(2, '0')}`;

function parseTraceparent(text: string | undefined): SpanContext | undefined {
  const [, traceId, spanId, flags] = /^00-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})$/.exec(text ?? '') ?? [];
  if (!traceId || !spanId || !flags) return undefined;
  const context = { traceId, spanId, traceFlags: Number.parseInt(flags, 16), isRemote: true };
  return isSpanContextValid(context) ? context : undefined;
}

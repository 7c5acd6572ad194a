import { SpanKind } from '@opentelemetry/api';
import { categoryOf, type CommandHandler, type Outcome } from '@rollcall/event-sourcing';
import type { Metrics } from './metrics.js';
import type { Tracing } from './tracing.js';

/** Counts commands and puts each in a span, whose trace the events carry on. */
export function observedCommandHandler(handle: CommandHandler, tracing: Tracing, metrics: Metrics): CommandHandler {
  return (command, context) =>
    tracing.span(
      `decide ${categoryOf(command.addressed)}`,
      SpanKind.INTERNAL,
      context.traceparent,
      async (traceparent) => {
        const outcome = await handle(command, { ...context, ...(traceparent && { traceparent }) });
        metrics.commands.inc({ outcome: nameOf(outcome) });
        return outcome;
      },
    );
}

function nameOf(outcome: Outcome): string {
  if (!outcome.ok) return outcome.rejection.rejected;
  return outcome.written.size > 0 ? 'done' : 'nothing';
}

import { randomUUID } from 'node:crypto';
import type { CommandContext } from '@rollcall/event-sourcing';

/** A context for commands of tests: a command of its own unless told otherwise. */
export function commandContext(given: Partial<CommandContext> = {}): CommandContext {
  const commandId = given.commandId ?? randomUUID();
  return {
    commandId,
    causationId: commandId,
    correlationId: commandId,
    actor: { kind: 'system', id: 'test' },
    occurredAt: new Date('2026-01-05T09:00:00.000Z'),
    ...given,
  };
}

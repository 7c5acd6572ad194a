import type { LoggerService } from '@nestjs/common';
import { type DestinationStream, type Logger, pino, stdSerializers } from 'pino';
import { redactedPaths, withoutAddresses } from './redact.js';

/** JSON lines without personal data: known fields are redacted, addresses in errors removed. */
export function createLogger(level: string, destination?: DestinationStream): Logger {
  const options = {
    level,
    base: null,
    redact: { paths: [...redactedPaths], censor: '[redacted]' },
    serializers: { err: describeError },
  };
  return destination ? pino(options, destination) : pino(options);
}

function describeError(error: Error): object {
  const { type, message, stack, code } = stdSerializers.err(error) as {
    type: string;
    message: string;
    stack: string;
    code?: string;
  };
  return { type, code, message: withoutAddresses(message), stack: withoutAddresses(stack) };
}

/** Lets Nest log through pino; its chatter at start is of debug interest only. */
export class NestLogger implements LoggerService {
  constructor(private readonly logger: Logger) {}

  /** Nest's notices. */
  log(message: unknown, ...context: unknown[]): void {
    this.logger.debug({ context: context.at(-1) }, String(message));
  }
  /** Nest's errors, e.g. of a module that cannot be wired. */
  error(message: unknown, ...context: unknown[]): void {
    if (message instanceof Error) this.logger.error({ err: message }, 'the framework reports an error');
    else this.logger.error({ context: context.at(-1) }, withoutAddresses(String(message)));
  }
  /** Nest's warnings. */
  warn(message: unknown, ...context: unknown[]): void {
    this.logger.warn({ context: context.at(-1) }, withoutAddresses(String(message)));
  }
}

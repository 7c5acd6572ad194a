/** Where a command writes; a test reads it. */
export interface Output {
  out(line: string): void;
  err(line: string): void;
}

/** One command of `rollcall`: `run` answers the exit code. */
export interface CliCommand {
  readonly name: string;
  /** What stands behind the name in the list of commands. */
  readonly summary: string;
  readonly usage: string;
  /**
   * @throws BadUsage when the arguments do not fit.
   * @throws ConfigurationError with one sentence for whoever called.
   */
  run(args: readonly string[], output: Output): Promise<number>;
}

/** The arguments do not fit: one sentence, exit code 2. */
export class BadUsage extends Error {
  override readonly name = 'BadUsage';
}

import { afterAll, describe, test } from '@jest/globals';

/** An external server that specs run against; disposing of it ends it and removes its data. */
export interface Engine extends AsyncDisposable {
  /** What it is, for whoever reads the result: "apache/kafka:4.1.1 in Docker". */
  readonly runsOn: string;
}

/** This machine has nothing to run the engine on; the sentence says what is missing. */
export type EngineMissing = Readonly<{ missing: string }>;

/** Whether an engine could not be had here. */
export const isMissing = (started: Engine | EngineMissing): started is EngineMissing => 'missing' in started;

/**
 * Registers tests that need an engine: `await describeEngine('Kafka', startKafka, (kafka) => { … })` at the top level of
 * a `*.engine.spec.ts`. Prints what the engine runs on; where there is none, the suite is one skipped test that says why.
 * An engine that is there and does not start fails the spec.
 */
export async function describeEngine<E extends Engine>(
  name: string,
  start: () => Promise<E | EngineMissing>,
  suite: (engine: E) => void,
): Promise<void> {
  const engine = await start();
  if (isMissing(engine)) {
    describe(name, () => test.skip(`skipped: ${engine.missing}`, () => undefined));
    process.stdout.write(`${name} skipped: ${engine.missing}\n`);
    return;
  }
  process.stdout.write(`${name} runs on ${engine.runsOn}\n`);
  describe(name, () => {
    afterAll(async () => engine[Symbol.asyncDispose]());
    suite(engine);
  });
}

import { setTimeout as pause } from 'node:timers/promises';

/** Asks again and again until there is an answer; the test's own time limit ends it otherwise. */
export async function until<T>(what: string, ask: () => Promise<T | undefined | false>): Promise<T> {
  const limit = Date.now() + 60_000;
  for (;;) {
    const answer = await ask();
    if (answer !== undefined && answer !== false) return answer;
    if (Date.now() > limit) throw new Error(`It never came to be that ${what}.`);
    await pause(25);
  }
}

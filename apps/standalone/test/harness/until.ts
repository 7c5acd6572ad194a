import { setTimeout as pause } from 'node:timers/promises';

/** Asks again and again until there is an answer; gives up after `limit` ms. */
export async function until<T>(what: string, ask: () => Promise<T | undefined | false>, limit = 60_000): Promise<T> {
  const end = Date.now() + limit;
  for (;;) {
    const answer = await ask();
    if (answer !== undefined && answer !== false) return answer;
    if (Date.now() > end) throw new Error(`It never came to be that ${what}.`);
    await pause(25);
  }
}

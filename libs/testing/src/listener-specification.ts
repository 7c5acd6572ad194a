import { expect, test } from '@jest/globals';
import type { Listener } from '@rollcall/event-sourcing';
import { readFileSync } from 'node:fs';

/** A listener and every code its command may be rejected with. */
export type ListenerCase = Readonly<{
  listener: Pick<Listener, 'name' | 'ignore'>;
  codes: readonly string[];
  /** Code → why this listener's command never meets it although its decider knows it. */
  never?: Readonly<Record<string, string>>;
}>;

/** Registers a test per listener: no rejection is left without an answer, and none is answered that cannot come (KRN-12). */
export function listenerSpecification(cases: readonly ListenerCase[]): void {
  for (const { listener, codes, never = {} } of cases) {
    test(`KRN-12 ${listener.name} declares what it does with every rejection`, () => {
      const declared = { ...listener.ignore, ...never };
      expect(Object.keys(declared).sort()).toEqual([...new Set(codes)].sort());
      for (const reason of Object.values(declared)) expect(reason).toMatch(/\S+ \S+/);
    });
  }
}

/**
 * The codes that source files reject with, by `reject(…)` or by the words of a claim, for {@link listenerSpecification}:
 * `rejectionCodes(new URL('./x.decider.ts', import.meta.url))`.
 */
export function rejectionCodes(...files: readonly (URL | string)[]): readonly string[] {
  const sources = files.map((file) => readFileSync(file, 'utf8'));
  const codes = /\breject\(\s*'([a-z0-9-]+)'|\btaken:\s*\[\s*'([a-z0-9-]+)'/g;
  return sources.flatMap((source) => [...source.matchAll(codes)].map(([, rejected, taken]) => (rejected ?? taken)!));
}

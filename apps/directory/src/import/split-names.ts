import { canonical } from '@rollcall/event-sourcing';

/** The names of one cell: those that are known, as they are known, and the others as they stand there. */
export type SplitNames = Readonly<{ known: readonly string[]; unknown: readonly string[] }>;

/**
 * Splits a cell that lists names. Separator: `|` where the cell has one, otherwise `;`, otherwise `,`. A name may hold
 * the separator itself ("Ash, Ember & Bone"): the longest run of parts that is a known name counts as that name.
 */
export function splitNames(cell: string, known: ReadonlyMap<string, string>): SplitNames {
  const separator = ['|', ';'].find((each) => cell.includes(each)) ?? ',';
  const parts = cell.split(separator);
  const longest = Math.max(1, ...[...known.values()].map((name) => name.split(separator).length));
  const found = new Set<string>();
  const unknown: string[] = [];
  for (let at = 0; at < parts.length;) {
    const run = longestKnownRun(parts.slice(at, at + longest), separator, known);
    const part = parts[at]?.trim() ?? '';
    if (run) found.add(run.name);
    else if (part !== '') unknown.push(part);
    at += run?.length ?? 1;
  }
  return { known: [...found], unknown };
}

function longestKnownRun(
  parts: readonly string[],
  separator: string,
  known: ReadonlyMap<string, string>,
): { name: string; length: number } | undefined {
  for (let length = parts.length; length > 0; length--) {
    const name = known.get(canonical(parts.slice(0, length).join(separator)));
    if (name !== undefined) return { name, length };
  }
  return undefined;
}

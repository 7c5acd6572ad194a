/** Where a process kills itself: just before or after the n-th call of one port. */
export type FailPoint = Readonly<{
  port: 'append' | 'publish' | 'save' | 'rows';
  call: number;
  when: 'before' | 'after';
}>;

/** Reads what {@link textOf} wrote. */
export function failPointOf(text: string | undefined): FailPoint | undefined {
  if (!text) return undefined;
  const [port, call, when] = text.split(':');
  return { port, call: Number(call), when } as FailPoint;
}

/** A fail point as an environment variable carries it. */
export const textOf = ({ port, call, when }: FailPoint): string => `${port}:${call}:${when}`;

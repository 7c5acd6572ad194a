/** A count with its noun: `1 person`, `2 people`. */
export function counted(count: number, one: string, many: string): string {
  return `${count.toLocaleString()} ${count === 1 ? one : many}`;
}

/** How many there are; above what is counted exactly, "10,000+". */
export function totalText({ count, more }: Readonly<{ count: number; more: boolean }>): string {
  return more ? `${count.toLocaleString()}+` : count.toLocaleString();
}

/** Several names in a line: the first ones, then how many more. */
export function namesText(names: readonly string[], shown = 2): string {
  const rest = names.length - shown;
  return rest > 0 ? `${names.slice(0, shown).join(', ')} +${rest}` : names.join(', ');
}

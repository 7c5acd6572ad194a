/** One row of a CSV file: a cell is quoted where it must be (RFC 4180). */
export function csvRow(cells: readonly string[], delimiter: ',' | ';'): string {
  const special = new RegExp(`["\\r\\n${delimiter}]|^\\s|\\s$`);
  return cells.map((cell) => (special.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)).join(delimiter);
}

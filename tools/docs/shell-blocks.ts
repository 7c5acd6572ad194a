/** One fenced block marked `sh test` and where it stands. */
export interface ShellBlock {
  /** 1-based line of the fence. */
  readonly line: number;
  readonly script: string;
}

/** The blocks of a page that promise to work as printed: fences that open with `sh test`. */
export function shellBlocks(markdown: string): readonly ShellBlock[] {
  const blocks: ShellBlock[] = [];
  let open: { line: number; lines: string[] } | undefined;
  for (const [index, line] of markdown.split('\n').entries()) {
    if (!open && /^```sh test\s*$/.test(line)) open = { line: index + 1, lines: [] };
    else if (open && /^```\s*$/.test(line)) {
      blocks.push({ line: open.line, script: open.lines.join('\n') });
      open = undefined;
    } else open?.lines.push(line);
  }
  if (open) throw new Error(`the block at line ${open.line} does not end`);
  return blocks;
}

/** One fenced block marked `sh test` and where it stands. */
export interface ShellBlock {
  /** 1-based line of the fence. */
  readonly line: number;
  readonly script: string;
  /** Marked `sh test server`: it starts an installation, and the blocks below find it running. */
  readonly isServer: boolean;
}

/** The blocks of a page that promise to work as printed: fences that open with `sh test`. */
export function shellBlocks(markdown: string): readonly ShellBlock[] {
  const blocks: ShellBlock[] = [];
  let open: { line: number; lines: string[]; isServer: boolean } | undefined;
  for (const [index, line] of markdown.split('\n').entries()) {
    const fence = open ? null : /^```sh test( server)?\s*$/.exec(line);
    if (fence) open = { line: index + 1, lines: [], isServer: fence[1] !== undefined };
    else if (open && /^```\s*$/.test(line)) {
      blocks.push({ line: open.line, script: open.lines.join('\n'), isServer: open.isServer });
      open = undefined;
    } else open?.lines.push(line);
  }
  if (open) throw new Error(`the block at line ${open.line} does not end`);
  return blocks;
}

/** The lines of a page's fences that open with `sh docker`: what needs servers in containers is listed, not run. */
export function dockerBlocks(markdown: string): readonly number[] {
  return markdown.split('\n').flatMap((line, index) => (/^```sh docker\s*$/.test(line) ? [index + 1] : []));
}

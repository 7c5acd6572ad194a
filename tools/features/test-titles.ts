import ts from 'typescript';

/** A test as its file names it: its own title behind those of the describe-blocks around it. */
export interface TestTitle {
  readonly title: string;
  readonly skipped: boolean;
}

const runners = new Set(['test', 'it', 'describe', 'fit', 'fdescribe', 'xit', 'xtest', 'xdescribe']);

/** All tests that a source file names in so many words; what a template fills in is left out as `…`. */
export function testTitles(text: string): readonly TestTitle[] {
  const found: TestTitle[] = [];
  visit(ts.createSourceFile('spec.ts', text, ts.ScriptTarget.Latest), [], false);
  return found;

  function visit(node: ts.Node, around: readonly string[], skipped: boolean): void {
    const call = ts.isCallExpression(node) ? runnerOf(node) : undefined;
    if (!call) return ts.forEachChild(node, (child) => visit(child, around, skipped));
    const titles = [...around, call.title];
    const off = skipped || call.skipped;
    if (call.group) call.body.forEach((child) => visit(child, titles, off));
    else found.push({ title: titles.join(' '), skipped: off });
  }
}

/** `test('…')`, `test.skip('…')`, `test.each(table)('…')`, `describe('…')`: undefined for any other call. */
function runnerOf(
  call: ts.CallExpression,
): { title: string; group: boolean; skipped: boolean; body: readonly ts.Node[] } | undefined {
  const [first, ...body] = call.arguments;
  const words = first && textOf(first);
  const path = words === undefined ? undefined : pathOf(call.expression);
  const [name = '', ...modifiers] = path ?? [];
  if (words === undefined || !runners.has(name)) return undefined;
  const skipped = name.startsWith('x') || modifiers.includes('skip') || modifiers.includes('todo');
  return { title: words, group: name.endsWith('describe'), skipped, body };
}

/** `test.skip.each(…)` as ['test', 'skip', 'each']. */
function pathOf(expression: ts.Expression): string[] | undefined {
  if (ts.isIdentifier(expression)) return [expression.text];
  if (ts.isCallExpression(expression)) return pathOf(expression.expression);
  if (ts.isTaggedTemplateExpression(expression)) return pathOf(expression.tag);
  if (!ts.isPropertyAccessExpression(expression)) return undefined;
  const path = pathOf(expression.expression);
  return path && [...path, expression.name.text];
}

function textOf(node: ts.Expression): string | undefined {
  if (ts.isStringLiteralLike(node)) return node.text;
  if (!ts.isTemplateExpression(node)) return undefined;
  return [node.head.text, ...node.templateSpans.map((span) => span.literal.text)].join('…');
}

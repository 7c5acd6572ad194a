// ESLint rule: every exported name says in a docstring what it means. One docstring serves a run of exports that stand
// on consecutive lines, all signatures of a function, and a type with the constant of its name. Re-exports are
// documented where they are declared, and a contract event by the summary it is declared with.
const documented = /^\*[\s*]*\S/;

/** @type {import('eslint').Rule.RuleModule} */
export const exportedDocstring = {
  meta: {
    type: 'suggestion',
    schema: [],
    messages: {
      missing: "Exported name '{{name}}' has no docstring: say what it means, its units and what it refuses.",
    },
  },
  create(context) {
    const served = new Set();
    let documentedUpTo = -1;
    function check(node) {
      const { declaration } = node;
      if (!declaration || !/Declaration$|^TSDeclareFunction$/.test(declaration.type)) return;
      const name = nameOf(declaration);
      const first = firstToken(node, declaration);
      const comment = context.sourceCode.getCommentsBefore(first).at(-1);
      const own = comment?.type === 'Block' && documented.test(comment.value);
      if (own || isContract(declaration) || served.has(name) || first.loc.start.line === documentedUpTo + 1) {
        served.add(name);
        documentedUpTo = node.loc.end.line;
      } else context.report({ node: declaration, messageId: 'missing', data: { name } });
    }
    return { ExportNamedDeclaration: check, ExportDefaultDeclaration: check };
  },
};

/** Decorators may stand before `export`; the docstring then stands before them. */
function firstToken(node, declaration) {
  const [decorator] = declaration.decorators ?? [];
  return decorator && decorator.range[0] < node.range[0] ? decorator : node;
}

/** `contract(facet, name, summary, data)`: the summary is its docstring and stands in the reference, too. */
function isContract(declaration) {
  const call = declaration.declarations?.[0]?.init;
  return call?.type === 'CallExpression' && call.callee.name === 'contract' && call.arguments[2]?.type === 'Literal';
}

function nameOf(declaration) {
  const declared = declaration.declarations?.[0]?.id ?? declaration.id;
  return declared?.name ?? 'default';
}

// ESLint rule: every exported name says in a docstring what it means. Re-exports are documented where they are declared.
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
    const overloaded = new Set();
    function check(node) {
      const { declaration } = node;
      if (!declaration || !/Declaration$|^TSDeclareFunction$/.test(declaration.type)) return;
      const name = nameOf(declaration);
      const comment = context.sourceCode.getCommentsBefore(firstToken(node, declaration)).at(-1);
      const found = comment?.type === 'Block' && documented.test(comment.value);
      if (found) overloaded.add(name);
      // One docstring serves all signatures of an overloaded function, and a type with the constant of the same name.
      if (!found && !overloaded.has(name)) context.report({ node: declaration, messageId: 'missing', data: { name } });
    }
    return { ExportNamedDeclaration: check, ExportDefaultDeclaration: check };
  },
};

/** Decorators may stand before `export`; the docstring then stands before them. */
function firstToken(node, declaration) {
  const [decorator] = declaration.decorators ?? [];
  return decorator && decorator.range[0] < node.range[0] ? decorator : node;
}

function nameOf(declaration) {
  const declared = declaration.declarations?.[0]?.id ?? declaration.id;
  return declared?.name ?? 'default';
}

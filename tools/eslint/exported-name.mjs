// ESLint rule: an exported class, function or type is named for what it does, not `…Manager`, `…Helper` or `…Util`.
const empty = /(Util|Utils|Utility|Helper|Helpers|Manager|Misc)$/;

/** @type {import('eslint').Rule.RuleModule} */
export const exportedName = {
  meta: {
    type: 'suggestion',
    schema: [],
    messages: { empty: "'{{name}}' says nothing about what it does: name the role." },
  },
  create(context) {
    return {
      'ExportNamedDeclaration > [id.name]'(node) {
        if (empty.test(node.id.name)) context.report({ node, messageId: 'empty', data: { name: node.id.name } });
      },
    };
  },
};

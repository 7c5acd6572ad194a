// ESLint rule: a file's name tells its role. kebab-case, known suffixes only, no names that say nothing, `index.ts`
// only at a package's root, and classes that Nest finds by decorator live in files named for them.
import { basename, relative, sep } from 'node:path';

/** Suffixes a source file may carry between its name and `.ts`. */
export const suffixes = [
  'decider',
  'decisions',
  'state',
  'events',
  'commands',
  'contracts',
  'facet',
  'facets',
  'projection',
  'composition',
  'controller',
  'dto',
  'module',
  'config',
  'settings',
  'relay',
  'claim',
  'upcasters',
  'worker',
  'suite',
  'bench',
];
/** What may stand before `.spec`: the door a test goes through. */
export const doors = ['api', 'e2e', 'browser', 'property', 'faults', 'contract', 'engine', ...suffixes];
/** Words that say nothing about a file's role. */
export const emptyWords = /(^|-)(utils?|utilit(y|ies)|helpers?|managers?|common|misc|shared|stuff)(-|$)/i;

const inService = /(^|\/)apps\/[^/]+\/src\//;
const kebab = /^[a-z0-9]+(-[a-z0-9]+)*$/;
const homes = {
  Controller: /(\.controller|\/integration\/on-[a-z0-9-]+)\.ts$/,
  Module: /\.module\.ts$/,
  Catch: /\.filter\.ts$/,
};

/** @type {import('eslint').Rule.RuleModule} */
export const fileName = {
  meta: {
    type: 'suggestion',
    schema: [],
    messages: {
      kebab: "'{{name}}' is not kebab-case.",
      suffix: "'.{{suffix}}' is not one of this project's suffixes: see tools/eslint/file-name.mjs.",
      empty: "'{{name}}' says nothing about the role: name what it does.",
      index: "'index.ts' stands only at a package's root (src/index.ts).",
      home: '@{{decorator}} classes live in files named for them ({{pattern}}).',
    },
  },
  create(context) {
    const path = relative(context.cwd, context.filename).split(sep).join('/');
    return {
      Program(node) {
        for (const [messageId, data] of problemsOfName(path)) context.report({ node, messageId, data });
      },
      Decorator(node) {
        const decorator = node.expression.callee?.name;
        const pattern = homes[decorator];
        if (pattern && inService.test(path) && !isTest(path) && !pattern.test(path))
          context.report({ node, messageId: 'home', data: { decorator, pattern: String(pattern) } });
      },
    };
  },
};

/** Everything wrong with a file's name, as [message id, data]. */
export function problemsOfName(path) {
  const [name, ...dotted] = basename(path)
    .replace(/\.(d\.)?m?tsx?$/, '')
    .split('.');
  const known = isTest(path) ? doors : suffixes;
  const problems = [];
  if (!kebab.test(name)) problems.push(['kebab', { name }]);
  if (emptyWords.test(name)) problems.push(['empty', { name }]);
  if (name === 'index' && !/^(.*\/)?(libs|apps)\/[^/]+\/src\/index\.tsx?$/.test(path)) problems.push(['index', {}]);
  for (const suffix of dotted)
    if (suffix !== 'spec' && !known.includes(suffix) && !isOtherRole(suffix)) problems.push(['suffix', { suffix }]);
  return problems;
}

/** Roles that Nest itself names. */
function isOtherRole(suffix) {
  return ['guard', 'filter', 'interceptor', 'pipe', 'decorator', 'injection', 'strategy'].includes(suffix);
}

function isTest(path) {
  return /\.spec\.tsx?$/.test(path);
}

// `npm run check` runs this over everything; `npx eslint <files>` over some. Layers: tools/eslint/layers.mjs.
import js from '@eslint/js';
import nx from '@nx/eslint-plugin';
import typescript from 'typescript-eslint';
import { layers, layersOfSpecs } from './tools/eslint/layers.mjs';
import { rollcall } from './tools/eslint/plugin.mjs';

const sources = ['**/*.ts', '**/*.tsx'];
const specs = ['**/*.spec.ts', '**/*.spec.tsx', '**/test/**/*.ts'];
/** Files whose functions hold tests: describe-blocks are as long as their tests are many. */
const suites = [...specs, '**/*.suite.ts'];

const boundaries = (depConstraints, allow = []) => [
  'error',
  {
    depConstraints,
    allow,
    // Specs of the kernel use `@rollcall/testing`, which is built on the kernel.
    ignoredCircularDependencies: [['tag:layer:testing', '*']],
  },
];

export default [
  {
    ignores: [
      '**/dist/',
      '**/coverage/',
      '.nx/',
      '.rollcall/',
      // Generated from the OpenAPI document.
      'apps/admin-ui/src/api/schema.ts',
      ...(process.env.ROLLCALL_CANARY ? [] : ['tools/boundary-canary/']),
    ],
  },
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  { ...js.configs.recommended, files: ['**/*.mjs', '**/*.js'], languageOptions: { globals: nodeGlobals() } },
  ...typescript.configs.recommendedTypeChecked.map((config) => ({ ...config, files: sources })),
  {
    files: sources,
    plugins: { '@nx': nx, rollcall },
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      // A lost promise is a lost event.
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', ignoreRestSiblings: true }],
      '@typescript-eslint/prefer-promise-reject-errors': ['error', { allowThrowingUnknown: true }],
      // `'erased' | string` tells a reader which string matters.
      '@typescript-eslint/no-redundant-type-constituents': 'off',
      // Ports are asynchronous even where an adapter has nothing to wait for.
      '@typescript-eslint/require-await': 'off',
      'max-lines': ['error', { max: 300 }],
      'max-lines-per-function': ['error', { max: 50, skipComments: true, skipBlankLines: true }],
      'rollcall/file-name': 'error',
      'rollcall/exported-name': 'error',
      'rollcall/exported-docstring': 'error',
      '@nx/enforce-module-boundaries': boundaries(layers),
    },
  },
  {
    files: suites,
    rules: {
      'max-lines-per-function': 'off',
      'rollcall/exported-docstring': 'off',
      '@typescript-eslint/unbound-method': 'off',
    },
  },
  {
    files: ['**/apps/**/*.ts'],
    rules: {
      // Nest's own decorator alone would lose what a listener throws.
      'no-restricted-imports': [
        'error',
        {
          paths: [
            { name: '@nestjs/microservices', importNames: ['EventPattern'], message: 'Use ListensTo of the kit.' },
          ],
        },
      ],
    },
  },
  // Manager is one of the product's roles.
  { files: ['apps/authorization/src/role/defaults/*.ts'], rules: { 'rollcall/file-name': 'off' } },
  {
    files: specs,
    rules: {
      // Bodies of answers are read as they come; the assertions are the check.
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
      '@typescript-eslint/no-unsafe-call': 'off',
      // Engines are started by tools of the workspace.
      '@nx/enforce-module-boundaries': boundaries(layersOfSpecs, ['../../../tools/engines/**']),
    },
  },
  {
    // The story's property tests run the services' pure parts side by side, without Nest; a service exports its module only.
    files: ['apps/standalone/test/**/*.ts'],
    rules: { '@nx/enforce-module-boundaries': boundaries(layersOfSpecs, ['../**']) },
  },
];

function nodeGlobals() {
  const names = [
    'process',
    'console',
    'URL',
    'Buffer',
    'setTimeout',
    'clearTimeout',
    'setImmediate',
    'performance',
    'fetch',
  ];
  return Object.fromEntries(names.map((name) => [name, 'readonly']));
}

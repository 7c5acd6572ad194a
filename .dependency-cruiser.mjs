// What may be imported from where, file by file; the layers between packages stand in tools/eslint/layers.mjs.
// `npm run check` runs both, and tools/boundary-canary proves that every rule here bites.
const npm = ['npm', 'npm-dev', 'npm-peer', 'npm-optional', 'npm-bundled', 'npm-no-pkg', 'npm-unknown'];
const specs = '(\\.spec\\.tsx?$|/test/)';
const packages = '^(libs|apps)/([^/]+)/';
const drivers =
  '(^|node_modules/)(kafkajs|@platformatic/kafka|mongoose|mongodb|@kurrent|@eventstore|better-sqlite3)(/|$)';

/** @type {import('dependency-cruiser').IConfiguration} */
export default {
  forbidden: [
    {
      name: 'pure-packages-import-no-node',
      comment: 'KRN-01: kernel, permission engine and drift run anywhere; hashes and ciphers come through ports.',
      severity: 'error',
      from: { path: '^libs/(event-sourcing|permission-engine|drift|contracts)/src/', pathNot: specs },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'pure-packages-import-no-npm',
      comment: 'Kernel, permission engine and drift have no dependency but the kernel.',
      severity: 'error',
      from: { path: '^libs/(event-sourcing|permission-engine|drift)/src/', pathNot: specs },
      to: { dependencyTypes: npm },
    },
    {
      name: 'pure-files-import-no-framework',
      comment: 'KRN-01: deciders and projections are plain functions: no Nest, no driver, no Node.',
      severity: 'error',
      from: { path: '\\.(decider|decisions|state|events|commands|facet|projection|composition)\\.ts$' },
      to: { dependencyTypes: [...npm, 'core'] },
    },
    {
      name: 'drivers-only-in-adapters',
      comment: 'An engine is known to its adapter alone.',
      severity: 'error',
      from: { path: '^(libs|apps)/', pathNot: ['^libs/(event-store|messaging|read-model)-[^/]+/', specs] },
      to: { path: drivers },
    },
    {
      name: 'sqlite-opened-in-one-place',
      comment: 'Every SQLite file is opened with the same settings: use openDatabase of @rollcall/sqlite.',
      severity: 'error',
      from: { path: '^(libs|apps)/', pathNot: ['^libs/sqlite/', specs] },
      to: { path: '^(node:)?sqlite$' },
    },
    {
      name: 'adapters-stay-apart',
      comment: 'An adapter knows the kernel, the contracts and its driver: never another adapter.',
      severity: 'error',
      from: { path: '^libs/((event-store|messaging|read-model)-[^/]+)/src/', pathNot: specs },
      to: { path: '^libs/(event-store|messaging|read-model)-[^/]+/', pathNot: '^libs/$1/' },
    },
    {
      name: 'services-stay-apart',
      comment: 'Services talk by messages on the bus, and over HTTP to the gateway; they never import each other.',
      severity: 'error',
      from: { path: '^apps/(identity|directory|authorization|licensing|admin-gateway)/' },
      to: { path: '^apps/', pathNot: '^apps/$1/' },
    },
    {
      name: 'testing-only-in-specs',
      comment: 'What helps tests does not ship.',
      severity: 'error',
      from: { path: '^(libs|apps)/', pathNot: [specs, '^libs/testing/'] },
      to: { path: '^libs/testing/' },
    },
    {
      name: 'packages-through-their-index',
      comment: "Another package's files are reached by its name, and only what its index exports.",
      severity: 'error',
      // The story's property tests run the services' pure parts side by side, without Nest.
      from: { path: packages, pathNot: '^apps/standalone/test/' },
      to: { path: packages, pathNot: ['^$1/$2/', '^(libs|apps)/[^/]+/src/index\\.tsx?$'] },
    },
    {
      name: 'no-cycles',
      comment: 'Types of one thing may name each other; code that loads in a circle may not.',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    { name: 'no-unresolvable', severity: 'error', from: {}, to: { couldNotResolve: true } },
    {
      name: 'dependencies-declared',
      comment: 'What a package imports stands in its package.json; what ships stands under dependencies.',
      severity: 'error',
      from: { path: '^(libs|apps)/[^/]+/src/', pathNot: [specs, '^libs/testing/'] },
      to: { dependencyTypes: ['npm-no-pkg', 'npm-unknown', 'npm-dev'], dependencyTypesNot: ['npm', 'type-only'] },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules|/dist/' },
    exclude: { path: '(^|/)(dist|coverage)/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    combinedDependencies: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['rollcall-source', 'types', 'import', 'node', 'default'],
      extensions: ['.ts', '.tsx', '.mjs', '.js', '.json'],
    },
  },
};

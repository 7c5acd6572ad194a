// One Jest project over the whole workspace: sources are compiled by swc, packages resolve to their sources.
export default {
  testEnvironment: 'node',
  // Tests wait on conditions; this only ends one whose condition never comes, also on a busy machine.
  testTimeout: 120_000,
  testEnvironmentOptions: { customExportConditions: ['rollcall-source', 'node', 'import', 'default'] },
  extensionsToTreatAsEsm: ['.ts', '.tsx'],
  testMatch: ['<rootDir>/{libs,apps,tools}/**/*.spec.ts'],
  // What needs an external server runs by `npm run test:engines`.
  testPathIgnorePatterns: ['/node_modules/', '/dist/', '\\.engine\\.spec\\.ts$'],
  modulePathIgnorePatterns: ['/dist/'],
  moduleNameMapper: {
    '^(\\.{1,2}/.*)\\.js$': '$1',
    // Required by a CommonJS plugin; Jest would resolve its `import` condition there too.
    '^helmet$': '<rootDir>/node_modules/helmet/index.cjs',
  },
  transform: {
    '\\.tsx?$': [
      '@swc/jest',
      {
        jsc: {
          parser: { syntax: 'typescript', decorators: true },
          transform: { legacyDecorator: true, decoratorMetadata: true },
          target: 'es2024',
          keepClassNames: true,
        },
        module: { type: 'es6' },
        sourceMaps: 'inline',
        swcrc: false,
      },
    ],
  },
};

// Specs that need an external server: `npm run test:engines`.
import workspace from '../../jest.config.mjs';

export default {
  ...workspace,
  rootDir: '../..',
  testMatch: ['<rootDir>/{libs,apps,tools}/**/*.engine.spec.ts'],
  testPathIgnorePatterns: ['/node_modules/', '/dist/'],
};

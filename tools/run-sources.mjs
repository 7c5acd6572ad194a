// Runs this workspace's TypeScript as it stands, without a build: `node --import <this file> <script.ts>`.
// Used by tests that need a child process, by tools and by benchmarks; what ships is built with the same compiler
// options. Imports of `./name.js` find `name.ts`, and packages of the workspace resolve to their sources. Workers and
// forked processes inherit it with Node's arguments.
import { existsSync } from 'node:fs';
import { registerHooks } from 'node:module';
import { fileURLToPath } from 'node:url';
import { transformSync } from '@swc/core';

const condition = 'rollcall-source';
const typescript = /\.m?tsx?$/;

// `@rollcall/testing` holds fakes beside suites that register tests: outside Jest the suites load, but do not run.
const jestNames = ['afterAll', 'afterEach', 'beforeAll', 'beforeEach', 'describe', 'expect', 'it', 'jest', 'test'];
const refuse = `const refuse = () => { throw new Error('Suites run under Jest only.'); };`;
const outsideJest = `data:text/javascript,${encodeURIComponent(
  [refuse, ...jestNames.map((name) => `export const ${name} = refuse;`)].join('\n'),
)}`;

process.setSourceMapsEnabled(true);

registerHooks({
  resolve(specifier, context, next) {
    if (specifier === '@jest/globals') return { url: outsideJest, shortCircuit: true };
    const conditions = context.conditions.includes(condition) ? context.conditions : [...context.conditions, condition];
    return next(sourceOf(specifier, context.parentURL) ?? specifier, { ...context, conditions });
  },
  load(url, context, next) {
    if (!isSource(url)) return next(url, context);
    const { source } = next(url, { ...context, format: 'module' });
    return { format: 'module', shortCircuit: true, source: compile(url, String(source)) };
  },
});

/** The TypeScript file a relative `.js` import stands for, when there is no such JavaScript file. */
function sourceOf(specifier, parent) {
  // A thread's first module is asked for by its whole address, by nobody.
  if (!parent && isCompiled(specifier)) return `${specifier.slice(0, -'.js'.length)}.ts`;
  if (!parent || !isSource(parent) || !/^\.{1,2}\/.*\.js$/.test(specifier)) return undefined;
  if (existsSync(fileURLToPath(new URL(specifier, parent)))) return undefined;
  const source = specifier.replace(/\.js$/, '.ts');
  return existsSync(fileURLToPath(new URL(source, parent))) ? source : undefined;
}

/** A module that only its source stands for. */
function isCompiled(url) {
  if (!url.startsWith('file:') || !url.endsWith('.js') || existsSync(fileURLToPath(url))) return false;
  return existsSync(fileURLToPath(url).replace(/\.js$/, '.ts'));
}

/** Only the workspace's own files: a package's TypeScript is left to Node. */
function isSource(url) {
  const { protocol, pathname } = new URL(url);
  return protocol === 'file:' && typescript.test(pathname) && !pathname.includes('/node_modules/');
}

function compile(url, source) {
  const compiled = transformSync(source, {
    filename: fileURLToPath(url),
    swcrc: false,
    jsc: {
      parser: { syntax: 'typescript', decorators: true, tsx: url.endsWith('x') },
      transform: { legacyDecorator: true, decoratorMetadata: true },
      target: 'es2024',
      keepClassNames: true,
    },
    module: { type: 'es6' },
    sourceMaps: 'inline',
  });
  return compiled.code;
}

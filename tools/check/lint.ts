// ESLint over the workspace. Fails also when it saw no TypeScript, so that it cannot turn green having looked at nothing.
import { ESLint } from 'eslint';
import { root } from '../run-tool.js';

const eslint = new ESLint({ cwd: root, concurrency: 'off' });
const results = await eslint.lintFiles(['.']);
const formatter = await eslint.loadFormatter('stylish');
console.log(await formatter.format(results));
const sources = results.filter(({ filePath }) => filePath.endsWith('.ts'));
console.log(`${sources.length} TypeScript files linted`);
const problems = results.reduce((sum, result) => sum + result.errorCount + result.warningCount, 0);
process.exitCode = problems > 0 || sources.length === 0 ? 1 : 0;

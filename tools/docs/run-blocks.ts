// `npm run test:docs`: executes every fenced block marked `sh test` in README.md and docs/, page by page, from the top of
// the workspace. Blocks of one page share a shell, so that a page may set a variable and use it further down; they run
// with `set -euo pipefail`, a temporary HOME and ROLLCALL_DATA_DIR and a free ROLLCALL_PORT. A block marked `sh test
// server` runs beside those below it; one marked `sh docker` is listed as not run. What a page starts is ended with it.
import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { glob, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '../engines/free-port.js';
import { root } from '../run-tool.js';
import { pageScript } from './page-script.js';
import { dockerBlocks, type ShellBlock, shellBlocks } from './shell-blocks.js';

const asked = process.argv.slice(2);
let passed = 0;
let failed = 0;
for (const page of asked.length > 0 ? asked : await pages()) {
  const text = await readFile(join(root, page), 'utf8');
  for (const line of dockerBlocks(text)) console.log(`not run ${page}:${line} (needs Docker)`);
  const blocks = shellBlocks(text);
  if (blocks.length > 0) await runPage(page, blocks);
}
console.log(`${passed} pages passed, ${failed} failed`);
process.exitCode = failed > 0 || passed === 0 ? 1 : 0;

async function pages(): Promise<string[]> {
  const found: string[] = [];
  for await (const page of glob(['*.md', 'docs/**/*.md', '{apps,libs}/*/README.md'], { cwd: root })) found.push(page);
  return found.sort();
}

async function runPage(page: string, blocks: readonly ShellBlock[]): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'rollcall-docs-'));
  const code = await bash(pageScript(page, blocks), {
    HOME: folder,
    ROLLCALL_DATA_DIR: join(folder, 'data'),
    ROLLCALL_PORT: String(await freePort()),
    // The page's reader has chosen a password before a token works.
    ROLLCALL_ADMIN_PASSWORD: randomUUID(),
  });
  await rm(folder, { recursive: true, force: true });
  console.log(`${code === 0 ? 'ok    ' : 'FAILED'} ${page} (${blocks.length} blocks)`);
  if (code === 0) passed++;
  else failed++;
}

function bash(script: string, environment: Record<string, string>): Promise<number> {
  const child = spawn('bash', ['-c', script], {
    cwd: root,
    env: { ...process.env, ...environment },
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code) => resolve(code ?? 1));
  });
}

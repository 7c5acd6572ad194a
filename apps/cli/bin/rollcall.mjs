#!/usr/bin/env node
// `npx rollcall …` from the root of the workspace; `npm run build` (and `npm start`) builds what it runs.
import { existsSync } from 'node:fs';

const built = new URL('../dist/main.js', import.meta.url);
if (!existsSync(built)) {
  console.error('rollcall is not built yet: run `npm run build` first.');
  process.exit(1);
}
await import(built.href);

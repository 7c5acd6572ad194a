#!/usr/bin/env node
// `npx rollcall …` from the root of the workspace; `npm run build` (and `npm start`) builds what it runs.
import { existsSync } from 'node:fs';

const built = new URL('../dist/main.js', import.meta.url);
// Whatever breaks ends with 2: to the check of a site, Node's own 1 would say that somebody is un-synced.
try {
  if (existsSync(built)) await import(built.href);
  else throw 'rollcall is not built yet: run `npm run build` first.';
} catch (error) {
  console.error(error);
  process.exitCode = 2;
}

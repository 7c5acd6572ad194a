import 'reflect-metadata';
import { rollcall } from './rollcall.js';

process.exitCode = await rollcall(process.argv.slice(2), {
  out: (line) => process.stdout.write(`${line}\n`),
  err: (line) => process.stderr.write(`${line}\n`),
});

import { rollcall } from '../src/rollcall.js';

/** Runs the command in this process and keeps what it writes. */
export async function runRollcall(...args: string[]) {
  const [out, err] = [[] as string[], [] as string[]];
  const code = await rollcall(args, { out: (line) => out.push(line), err: (line) => err.push(line) });
  return { code, out: out.join('\n'), err };
}

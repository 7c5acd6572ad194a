import { createHash } from 'node:crypto';
import { access, mkdir, readFile, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { cacheFolder, runProgram } from './programs.js';

/** A program of a Go module in this repository: its own (`.`), or one that the module names as a tool. */
export type GoProgram = Readonly<{
  /** The module's folder. */
  module: string;
  /** The package, as `go build` takes it. */
  package: string;
  /** What the program is called in the cache. */
  name: string;
  /** Sources beside `go.mod` and `go.sum`. */
  sources?: readonly string[];
}>;

/** Builds a program once for each state of its sources; the first time takes minutes. @throws Error with what Go says. */
export async function builtGoProgram({ module, package: source, name, sources = [] }: GoProgram): Promise<string> {
  const hash = createHash('sha256');
  for (const file of [...sources, 'go.mod', 'go.sum']) hash.update(await readFile(join(module, file)));
  const program = join(cacheFolder, `${name}-${hash.digest('hex').slice(0, 16)}`);
  const built = await access(program).then(
    () => true,
    () => false,
  );
  if (built) return program;
  await mkdir(cacheFolder, { recursive: true });
  const building = `${program}-${process.pid}`;
  const { code, output } = await runProgram('go', ['build', '-C', module, '-o', building, source]);
  if (code !== 0) throw new Error(`${name} could not be built:\n${output}`);
  await rename(building, program);
  return program;
}

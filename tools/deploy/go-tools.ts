import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Engine, EngineMissing } from '../engines/engine.js';
import { builtGoProgram } from '../engines/go-program.js';
import { hasProgram, runProgram } from '../engines/programs.js';

const packages = {
  helm: 'helm.sh/helm/v3/cmd/helm',
  kubeconform: 'github.com/yannh/kubeconform/cmd/kubeconform',
  /** `main.go` here, around the loader that `docker compose` uses. */
  compose: 'rollcall/tools/deploy',
} as const;

/** How a check ended: 0 and what it printed, or what is wrong. */
export type Checked = Readonly<{ code: number; output: string }>;

/** A program that checks deployment files without installing anything. */
export interface GoTool extends Engine {
  run(...args: readonly string[]): Promise<Checked>;
}

/** A tool that `go.mod` names, built once; the first time takes minutes. It needs Go. */
export async function startGoTool(name: keyof typeof packages): Promise<GoTool | EngineMissing> {
  if (!(await hasProgram('go'))) return { missing: 'the program go is not here' };
  const program = await builtGoProgram({
    module: import.meta.dirname,
    package: packages[name],
    name,
    sources: ['main.go'],
  });
  return {
    runsOn: `${packages[name]}, built by Go`,
    // What Helm remembers between two runs is nobody's business here.
    run: (...args) => runProgram('env', [`HELM_CACHE_HOME=${join(tmpdir(), 'rollcall-helm')}`, program, ...args]),
    [Symbol.asyncDispose]: async () => undefined,
  };
}

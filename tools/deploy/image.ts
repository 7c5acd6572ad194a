import { cp, mkdir, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DockerfileParser } from 'dockerfile-ast';
import type { Engine, EngineMissing } from '../engines/engine.js';
import { hasProgram, runProgram } from '../engines/programs.js';
import { root, runTool } from '../run-tool.js';
import type { Checked } from './go-tools.js';

/** What images hold, made without Docker: the Dockerfile's own commands in a folder of this machine. */
export interface Images extends Engine {
  /** The content of an app's image, as the Dockerfile's second stage collects it. */
  of(app: string): Promise<Image>;
}
/** One image's content. */
export type Image = Readonly<{
  folder: string;
  run: (environment: object, ...args: readonly string[]) => Promise<Checked>;
}>;

/** The commands that the Dockerfile runs in the stage that collects an image. */
async function commandsThatCollect(): Promise<readonly string[]> {
  const instructions = DockerfileParser.parse(await readFile(join(root, 'Dockerfile'), 'utf8')).getInstructions();
  const start = instructions.findIndex((one) => one.getArgumentsContent()?.endsWith('AS packages'));
  const rest = instructions.slice(start + 1);
  const stage = rest.slice(
    0,
    rest.findIndex((one) => one.getKeyword() === 'FROM'),
  );
  return stage.filter((one) => one.getKeyword() === 'RUN').map((one) => one.getRawArgumentsContent() ?? '');
}

/** Builds the workspace and copies what the Dockerfile copies. It needs npm. */
export async function startImages(): Promise<Images | EngineMissing> {
  if (!(await hasProgram('npm'))) return { missing: 'the program npm is not here' };
  const built = await runTool('node_modules/.bin/nx', ['run-many', '-t', 'build', '--outputStyle=static']);
  if (built.code !== 0) throw new Error(`The workspace does not build:\n${built.output}${built.errors}`);
  const folder = await mkdtemp(join(tmpdir(), 'rollcall-images-'));
  for (const name of ['package.json', 'package-lock.json', '.npmrc', 'libs', 'apps', 'deploy']) {
    await cp(join(root, name), join(folder, name), {
      recursive: true,
      filter: (path) => !path.endsWith('node_modules'),
    });
  }
  const commands = await commandsThatCollect();
  return {
    runsOn: 'the Dockerfile’s own commands in a folder, without Docker',
    of: async (app) => {
      const image = join(folder, `image-of-${app}`);
      await mkdir(image);
      for (const command of commands) {
        const script = `cd "${folder}" && APP=${app} && ${command.replaceAll('/image', image)}`;
        const { code, output } = await runProgram('sh', ['-c', script]);
        if (code !== 0) throw new Error(`${command} ended with ${code}:\n${output}`);
      }
      const given = (environment: object) => Object.entries(environment).map((entry) => entry.join('='));
      const node = (environment: object) => ['-i', '-C', image, ...given(environment), process.execPath, 'main.js'];
      return { folder: image, run: (environment, ...args) => runProgram('env', [...node(environment), ...args]) };
    },
    [Symbol.asyncDispose]: () => rm(folder, { recursive: true }),
  };
}

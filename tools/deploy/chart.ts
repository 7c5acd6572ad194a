import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';
import { isMissing, type Engine, type EngineMissing } from '../engines/engine.js';
import { root } from '../run-tool.js';
import { type Checked, startGoTool } from './go-tools.js';
import { kubernetesSchemas, kubernetesVersion } from './kubernetes-schemas.js';

/** Where the chart lies. */
export const chartFolder = join(root, 'deploy/helm/rollcall');
/** Values that are shown as examples. */
export const exampleValues = ['one-cluster', 'engines-elsewhere', 'client-certificates'] as const;
/** The file of an example. */
export const valuesOf = (example: (typeof exampleValues)[number]): string =>
  join(root, `deploy/helm/examples/${example}.yaml`);

/** An object of Kubernetes as far as it is looked at here. */
export type KubernetesObject = Readonly<{
  kind: string;
  metadata: Readonly<{ name: string; labels: Readonly<Record<string, string>> }>;
  // Each kind is another shape, and kubeconform has checked it.
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  spec: any;
}>;

/** The chart, read by Helm and checked against Kubernetes' own schemas. */
export interface Chart extends Engine {
  lint(...args: readonly string[]): Promise<Checked>;
  /** What Helm would install. */
  template(...args: readonly string[]): Promise<Checked>;
  /** Whether these objects are what Kubernetes takes; those of kinds that others bring are left out. */
  conforms(file: string): Promise<Checked>;
}

/** The objects in what {@link Chart.template} printed. */
export const objectsIn = (output: string): readonly KubernetesObject[] =>
  parseAllDocuments(output)
    .map((document) => document.toJS() as KubernetesObject | null)
    .filter((object) => object !== null);

/** Helm, kubeconform and the schemas. */
export async function startChart(): Promise<Chart | EngineMissing> {
  const [helm, kubeconform] = [await startGoTool('helm'), await startGoTool('kubeconform')];
  if (isMissing(helm)) return helm;
  if (isMissing(kubeconform)) return kubeconform;
  const schemas = await kubernetesSchemas();
  if (typeof schemas !== 'string') return schemas;
  const location = join(schemas, '{{.ResourceKind}}{{.KindSuffix}}.json');
  return {
    runsOn: `${helm.runsOn}; ${kubeconform.runsOn}; schemas of Kubernetes ${kubernetesVersion}`,
    lint: (...args) => helm.run('lint', '--strict', chartFolder, ...args),
    template: (...args) =>
      helm.run(
        'template',
        'studio',
        chartFolder,
        '--kube-version',
        kubernetesVersion,
        '--namespace',
        'rollcall',
        ...args,
      ),
    conforms: (file) =>
      kubeconform.run('-strict', '-summary', '-skip', 'PrometheusRule', '-schema-location', location, file),
    [Symbol.asyncDispose]: async () => undefined,
  };
}

import { describe, expect, test } from '@jest/globals';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { messageTopic } from '@rollcall/messaging-kafka';
import { parseUrlTable } from '@rollcall/service-kit';
import { describeEngine } from '../engines/engine.js';
import { accepted } from './accepted.js';
import { exampleValues, type KubernetesObject, objectsIn, startChart, valuesOf } from './chart.js';
import { type Program, services, variablesReadBy } from './known-variables.js';

type Container = Readonly<{ name: string; env: readonly Readonly<{ name: string; value: string }>[] }>;

const ofKind = (objects: readonly KubernetesObject[], kind: string) => objects.filter((one) => one.kind === kind);
const podOf = ({ kind, spec }: KubernetesObject) => (kind === 'CronJob' ? spec.jobTemplate.spec : spec).template.spec;
const podsOf = (objects: readonly KubernetesObject[]): readonly KubernetesObject['spec'][] =>
  objects.filter(({ kind }) => ['Deployment', 'Job', 'CronJob'].includes(kind)).map(podOf);
const environmentOf = ({ env }: Container) => Object.fromEntries(env.map(({ name, value }) => [name, value]));

await describeEngine('The chart', startChart, (chart) => {
  describe.each(exampleValues)('with %s', (example) => {
    const objects = async () => objectsIn((await chart.template('--values', valuesOf(example))).output);

    test('is a chart, and makes what Kubernetes takes', async () => {
      const linted = await chart.lint('--values', valuesOf(example));
      expect({ linted }).toEqual({ linted: expect.objectContaining({ code: 0 }) });
      const made = await chart.template('--values', valuesOf(example));
      const folder = mkdtempSync(join(tmpdir(), 'rollcall-chart-'));
      try {
        writeFileSync(join(folder, 'all.yaml'), made.output);
        const { code, output } = await chart.conforms(join(folder, 'all.yaml'));
        expect({ code, output }).toEqual({ code: 0, output: expect.stringMatching(/Invalid: 0, Errors: 0/) });
      } finally {
        rmSync(folder, { recursive: true });
      }
    });

    test('every program would start with what it is given, and is given only what it reads', async () => {
      for (const { containers } of podsOf(await objects())) {
        const [container] = containers as readonly [Container];
        const environment = environmentOf(container);
        const read = variablesReadBy(container.name as Program);
        expect(Object.keys(environment).filter((name) => !read.has(name))).toEqual([]);
        const engines = container.name === 'sync-diagnostics' ? 'embedded' : 'production';
        expect(await accepted(container.name as Program, environment)).toMatchObject({ engines });
      }
    });

    test('names each file of a secret where one is mounted', async () => {
      for (const { containers, volumes } of podsOf(await objects())) {
        const files = Object.values(environmentOf(containers[0])).filter((value) => value.startsWith('/secrets/'));
        const { secret, projected } = volumes.find(({ name }: { name: string }) => name === 'secrets');
        const sources = projected ? projected.sources.map((one: { secret: object }) => one.secret) : [secret];
        const mounted = sources.flatMap(({ items }: { items: readonly { path: string }[] }) =>
          items.map((one) => one.path),
        );
        expect(mounted.map((path: string) => `/secrets/${path}`).toSorted()).toEqual(files.toSorted());
      }
      expect(ofKind(await objects(), 'Secret')).toEqual([]);
    });

    test('every pod is nobody special and writes nowhere but to its own folders', async () => {
      for (const { containers, securityContext, automountServiceAccountToken } of podsOf(await objects())) {
        expect(automountServiceAccountToken).toBe(false);
        expect(securityContext).toMatchObject({ runAsNonRoot: true, runAsUser: 1000 });
        expect(containers[0].securityContext).toEqual({
          ...{ allowPrivilegeEscalation: false, readOnlyRootFilesystem: true, capabilities: { drop: ['ALL'] } },
        });
      }
    });

    test('services are where the others look for them, and are asked how they are on their port', async () => {
      const all = await objects();
      for (const deployment of ofKind(all, 'Deployment')) {
        const [container] = podOf(deployment).containers;
        const { ROLLCALL_SERVICE_URLS: urls = '', ROLLCALL_PORT: port } = environmentOf(container);
        expect(parseUrlTable(urls)[container.name]).toBe(`http://${deployment.metadata.name}:${port}`);
        const { spec } = ofKind(all, 'Service').find(({ metadata }) => metadata.name === deployment.metadata.name)!;
        expect(spec).toMatchObject({ type: 'ClusterIP', ports: [{ port: Number(port), targetPort: 'http' }] });
        expect(deployment.spec.template.metadata.labels).toMatchObject(spec.selector);
        expect(container.ports).toEqual([{ name: 'http', containerPort: Number(port) }]);
        expect(container.readinessProbe.httpGet).toEqual({ path: '/health/ready', port: 'http' });
        expect(container.livenessProbe.httpGet).toEqual({ path: '/health/live', port: 'http' });
      }
      const budgets = ofKind(all, 'PodDisruptionBudget').map(({ metadata }) => metadata.name);
      expect(budgets.toSorted()).toEqual(services.map((name) => `studio-${name}`).toSorted());
    });
  });

  const elsewhere = async (...args: readonly string[]) =>
    objectsIn((await chart.template('--values', valuesOf('engines-elsewhere'), ...args)).output);

  test('nobody outside the installation reaches a service; the ingress reaches the gateway alone', async () => {
    const policies = ofKind(await elsewhere(), 'NetworkPolicy');
    const closed = policies.find(({ metadata }) => metadata.name.endsWith('-closed'))!;
    expect(closed.spec).toEqual({ podSelector: expect.anything(), policyTypes: ['Ingress', 'Egress'] });
    const pods = (await elsewhere()).filter(({ kind }) => kind === 'Deployment');
    for (const { spec } of pods) {
      expect(spec.template.metadata.labels).toMatchObject(closed.spec.podSelector.matchLabels);
    }
    const from = policies.flatMap(({ spec }) =>
      (spec.ingress ?? []).map((rule: { from: readonly object[] }) => [spec.podSelector.matchLabels, rule.from]),
    );
    const own = { 'app.kubernetes.io/instance': 'studio', 'app.kubernetes.io/part-of': 'rollcall' };
    const namespace = (name: string) => [
      { namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': name } } },
    ];
    expect(from).toEqual([
      [own, [{ podSelector: { matchLabels: own } }]],
      [own, namespace('monitoring')],
      [expect.objectContaining({ 'app.kubernetes.io/name': 'admin-gateway' }), namespace('ingress-nginx')],
    ]);
  });

  test('no service ever has more instances than a topic has partitions', async () => {
    const most = ofKind(await elsewhere(), 'HorizontalPodAutoscaler').map(({ spec }) => spec.maxReplicas as number);
    expect(most).toEqual(services.map(() => messageTopic.partitions));
    const values = ['--values', valuesOf('engines-elsewhere')];
    const { code, output } = await chart.template(
      ...values,
      '--set',
      `scaling.maxReplicas=${messageTopic.partitions + 1}`,
    );
    expect({ code, output }).toEqual({ code: 1, output: expect.stringContaining('scaling.maxReplicas') });
  });

  test.each([
    ['a variable that nobody reads', ['--set', 'settings.ROLLCALL_COLOUR=red'], 'ROLLCALL_COLOUR'],
    ['a secret among the settings', ['--set', 'settings.ROLLCALL_MASTER_KEY=abc'], 'ROLLCALL_MASTER_KEY'],
    ['no master key', ['--set', 'secrets.ROLLCALL_MASTER_KEY=null'], 'ROLLCALL_MASTER_KEY'],
    [
      'an address without encryption',
      ['--set', 'settings.ROLLCALL_PUBLIC_URL=http://a.example'],
      'ROLLCALL_PUBLIC_URL',
    ],
    ['services on a network that is not private', ['--set', 'settings.ROLLCALL_PRIVATE_SERVICES=false'], 'settings'],
    ['a job that checks no site', ['--set', 'syncDiagnostics.sites=null'], 'syncDiagnostics'],
  ])('%s is refused before anything is installed', async (_what, args, named) => {
    const { code, output } = await chart.template('--values', valuesOf('engines-elsewhere'), ...args);
    expect({ code, output }).toEqual({ code: 1, output: expect.stringContaining(named) });
  });

  test('the scheduled check asks the gateway, one site each, and is not tried again', async () => {
    const jobs = ofKind(await elsewhere(), 'CronJob');
    expect(jobs.map((job) => podOf(job).containers[0].args)).toEqual([
      ['sync-diagnostics', '--site', 'montreal', '--json', '--apply'],
      ['sync-diagnostics', '--site', 'mumbai', '--json', '--apply'],
    ]);
    for (const { spec } of jobs) expect(spec).toMatchObject({ concurrencyPolicy: 'Forbid' });
    for (const { spec } of jobs) expect(spec.jobTemplate.spec.backoffLimit).toBe(0);
  });
});

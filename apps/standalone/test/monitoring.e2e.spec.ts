import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { parser } from '@prometheus-io/lezer-promql';
import { type Metrics as ServiceMetrics, createLogger, Metrics } from '@rollcall/service-kit';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'yaml';
import { type Standalone, startStandalone } from '../src/standalone.js';

const folder = new URL('../../../deploy/helm/rollcall/monitoring/', import.meta.url);
const text = (name: string): Promise<string> => readFile(new URL(name, folder), 'utf8');
const rules = parse(await text('alerts.yaml')) as {
  groups: readonly { rules: readonly { alert: string; expr: string; annotations: object; labels: object }[] }[];
};
const dashboard = JSON.parse(await text('dashboard.json')) as {
  panels: readonly { title: string; targets: readonly { expr: string; legendFormat: string }[] }[];
};
const alerts = rules.groups.flatMap((group) => group.rules);
const questions: readonly (readonly [place: string, expression: string])[] = [
  ...alerts.map(({ alert, expr }) => [alert, expr] as const),
  ...dashboard.panels.flatMap(({ title, targets }) => targets.map(({ expr }) => [title, expr] as const)),
];

/** What an expression names, as Prometheus reads it. @throws Error where it is none. */
function named(expression: string): Readonly<{ figures: ReadonlySet<string>; labels: ReadonlySet<string> }> {
  const figures = new Set<string>();
  const labels = new Set<string>();
  parser.parse(expression).iterate({
    enter: ({ type, from, to, node }) => {
      const word = expression.slice(from, to);
      if (type.isError) throw new Error(`"${expression}" is no expression: at ${from}.`);
      if (type.name === 'Identifier' && node.parent?.name === 'VectorSelector') figures.add(word);
      if (type.name === 'LabelName') labels.add(word);
    },
  });
  return { figures, labels };
}

let data: string;
let standalone: Standalone;
/** Name in Prometheus → its labels, of every figure that services have. */
const known = new Map<string, ReadonlySet<string>>();
beforeAll(async () => {
  data = await mkdtemp(join(tmpdir(), 'rollcall-monitoring-'));
  const environment = { ROLLCALL_DATA_DIR: data, ROLLCALL_PORT: '0', ROLLCALL_EXAMPLE: 'none' };
  standalone = await startStandalone({ environment, logger: createLogger('silent') });
  for (const { app } of standalone.services) {
    for (const { name, type, labelNames = [] } of figuresOf(app.get<ServiceMetrics>(Metrics))) {
      const labels = new Set(['service', ...labelNames, ...(known.get(name) ?? [])]);
      known.set(name, labels);
      if (type !== 'histogram') continue;
      for (const part of ['count', 'sum']) known.set(`${name}_${part}`, labels);
      known.set(`${name}_bucket`, new Set([...labels, 'le']));
    }
  }
}, 60_000);
afterAll(async () => {
  await standalone.stop();
  await rm(data, { recursive: true });
});

type Told = Readonly<{ name: string; type: string; labelNames?: readonly string[] }>;
/** Its array tells the label names, which its type forgets. */
const figuresOf = ({ registry }: ServiceMetrics) => registry.getMetricsAsArray() as unknown as readonly Told[];

describe('alert rules and dashboard', () => {
  test.each(questions)('%s asks for figures that services have, by labels that these have', (_place, expression) => {
    const { figures, labels } = named(expression);
    expect(figures.size).toBeGreaterThan(0);
    expect([...figures].filter((figure) => !known.has(figure))).toEqual([]);
    const theirs = new Set([...figures].flatMap((figure) => [...(known.get(figure) ?? [])]));
    expect([...labels].filter((label) => !theirs.has(label))).toEqual([]);
  });

  test('what an operator has to know is alerted and shown: lag, parked messages, failed sign-ins, seats left, drift', () => {
    const needed = [
      'rollcall_lag',
      'rollcall_parked',
      'rollcall_sign_ins_total',
      'rollcall_seats_left',
      'rollcall_drift',
    ];
    for (const places of [
      alerts.map(({ expr }) => expr),
      dashboard.panels.flatMap((one) => one.targets.map(({ expr }) => expr)),
    ]) {
      const asked = new Set(places.flatMap((expression) => [...named(expression).figures]));
      expect(needed.filter((figure) => !asked.has(figure))).toEqual([]);
    }
  });

  test('every alert says what it means, and no figure tells of single people', () => {
    for (const { annotations, labels } of alerts) {
      expect(annotations).toEqual({ summary: expect.any(String), description: expect.any(String) });
      expect(labels).toEqual({ severity: expect.stringMatching(/^(critical|warning)$/) });
    }
    const labels = new Set([...known.values()].flatMap((names) => [...names]));
    expect([...labels].filter((label) => /person|account|email|login|user|session/.test(label))).toEqual([]);
  });

  test('what is no expression, or names nothing, is noticed', () => {
    expect(() => named('sum(rate(rollcall_lag[5m])')).toThrow('is no expression');
    expect([...named('max by (colour) (rollcall_nothing{shape="round"})').labels]).toEqual(['colour', 'shape']);
    expect(known.has('rollcall_nothing')).toBe(false);
  });
});

import type { Covered } from './coverage.js';

/** The page docs/reference/features.md: what is promised, and the tests behind it. */
export function featuresPage(features: readonly Covered[]): string {
  const groups = Map.groupBy(features, ({ group }) => group);
  const proven = features.filter(({ proofs }) => proofs.length > 0).length;
  return [
    '# Features and their tests',
    '',
    'Written by `npm run coverage:features` from `feature-ids.yaml` and the names of the tests; not by hand. A line without',
    'a test is a plan, not a claim. *Door* is where the test enters: a decider, a contract suite, HTTP, a browser.',
    '',
    `**${proven} of ${features.length}** lines have a test.`,
    '',
    '| group | with a test | of |',
    '| --- | --- | --- |',
    ...[...groups].map(
      ([group, all]) => `| ${group} | ${all.filter(({ proofs }) => proofs.length > 0).length} | ${all.length} |`,
    ),
    ...[...groups].flatMap(([group, all]) => section(group, all)),
    '',
  ].join('\n');
}

function section(group: string, features: readonly Covered[]): string[] {
  const heading = ['', `## ${group}`, '', '| id | promise | door: tests |', '| --- | --- | --- |'];
  return [...heading, ...features.map((feature) => `| ${feature.id} | ${feature.title} | ${tests(feature)} |`)];
}

function tests({ proofs }: Covered): string {
  const files = Map.groupBy(proofs, ({ door, file }) => `${door}: [${file.split('/').at(-1)}](../../${file})`);
  return (
    [...files].map(([file, titles]) => (titles.length > 1 ? `${file} (${titles.length})` : file)).join('<br>') || '–'
  );
}

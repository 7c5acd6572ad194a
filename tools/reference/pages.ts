import { asyncApiDocument } from '@rollcall/contracts';
import {
  copiesBeforeAnswer,
  messageTopic,
  parkedTopicName,
  tableTopic,
  type TopicSettings,
} from '@rollcall/messaging-kafka';
import {
  configurationTable,
  kitSettings,
  productionSettings,
  rejectionTable,
  contractTopics,
} from '@rollcall/service-kit';
import { format } from 'prettier';
import { stringify } from 'yaml';
import { serviceSettings } from './service-settings.js';
import { testSettings } from './test.config.js';

/** Files that are made from code, by their paths. */
export async function referencePages(): Promise<ReadonlyMap<string, string>> {
  const pages = [
    ['docs/reference/configuration.md', await configurationPage()],
    ['docs/reference/rejections.md', rejectionsPage()],
    ['docs/reference/asyncapi.json', JSON.stringify(asyncApiDocument())],
    ['deploy/kafka/topics.yaml', topicsFile()],
  ] as const;
  const options = { printWidth: 120, singleQuote: true };
  const formatted = pages.map(
    async ([name, text]) => [name, await format(text, { ...options, filepath: name })] as const,
  );
  return new Map(await Promise.all(formatted));
}

const written = 'Made from code by `npm run reference`; a test fails when it is out of date.';

async function configurationPage(): Promise<string> {
  const own = (await serviceSettings()).map(([name, settings]) => `## ${name}\n\n${configurationTable(settings)}`);
  return [
    `# Configuration\n\n${written}`,
    'Everything is set by environment variables. A secret may also be given as a file named by `<variable>_FILE`. A dangerous half-setting is refused at the start, with one sentence that names the variable and the fix.',
    `## Every deployable\n\n${configurationTable(kitSettings)}`,
    `## With \`ROLLCALL_ENGINES=production\`\n\n${configurationTable(productionSettings)}`,
    ...own,
    `## Tests and benchmarks\n\n${configurationTable(testSettings)}`,
  ].join('\n\n');
}

const rejectionsPage = (): string =>
  [
    `# Rejections\n\n${written}`,
    'A “no” is answered as RFC 9457 problem details: `type` is `urn:rollcall:problem:<code>`, `code` and `status` stand below, `detail` is a sentence for a person, `details` holds what a program needs, and `errors` names fields by JSON pointer. A fault on our side is status 500 with code `internal-error` and nothing of its inside.',
    rejectionTable(),
  ].join('\n\n');

/** Topics as services make them, for brokers where somebody else has to. */
function topicsFile(): string {
  const replicas = productionSettings.kafkaReplication.default;
  const entry = (name: string, { partitions, config }: TopicSettings) => {
    return {
      name,
      partitions,
      replicas,
      config: { ...config, 'min.insync.replicas': String(copiesBeforeAnswer(replicas)) },
    };
  };
  const entries = [...contractTopics().map((name) => entry(name, messageTopic)), entry(parkedTopicName, tableTopic)];
  const how = 'Services make what is missing and refuse what is set otherwise; the number of partitions is for good.';
  return `# Made from code by \`npm run reference\`; a test fails when it is out of date.\n# ${how}\n${stringify({ topics: entries })}`;
}

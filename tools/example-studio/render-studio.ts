import { format } from 'prettier';
import { brokenPeopleFile } from './broken-people.js';
import { chooseCast } from './cast.js';
import { checkTargets } from './check-targets.js';
import { countStudio } from './expected.js';
import { createHumans } from './humans.js';
import { montrealFile, mumbaiFile } from './people-files.js';
import { createOperations } from './portal.js';
import { createRandom } from './random.js';
import { createRecords, type PersonRecord } from './records.js';
import { acceptancesFile, projectsFile, rolesFile, teamFile } from './set-up-files.js';
import { twoAssignments } from './sites.js';

const seed = 20_260_105;

/** Every file of the example studio by name, the same on every machine. @throws when its shape is not the settled one. */
export async function renderStudio(): Promise<ReadonlyMap<string, string>> {
  const random = createRandom(seed);
  const records = createRecords(random, createHumans(random));
  const cast = chooseCast(random, records);
  const operations = createOperations(cast);
  const expected = countStudio(records, cast, operations);
  checkTargets(expected);
  const on = (site: string) => records.filter((record) => record.site === site);
  return new Map([
    ['team.json', teamFile(records)],
    ['projects.csv', projectsFile()],
    ['roles.yaml', rolesFile(withTwoAssignments(on('mumbai')))],
    ['people-montreal.csv', montrealFile(random, on('montreal'))],
    ['people-mumbai.csv', mumbaiFile(random, on('mumbai'))],
    ['portal.ndjson', operations.map((operation) => `${JSON.stringify(operation)}\n`).join('')],
    ['acceptances.txt', acceptancesFile(cast)],
    ['broken-people.csv', brokenPeopleFile],
    ['expected.json', await format(JSON.stringify(expected), { parser: 'json', printWidth: 120 })],
  ]);
}

/** The active people who are on both projects that the two assignments name. */
function withTwoAssignments(records: readonly PersonRecord[]): readonly PersonRecord[] {
  const [first] = twoAssignments;
  const onBoth = (record: PersonRecord) => twoAssignments.every(({ project }) => record.projects.includes(project));
  return records.filter((record) => record.role === first.role && record.status === 'active' && onBoth(record));
}

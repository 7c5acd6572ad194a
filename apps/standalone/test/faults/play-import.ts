import type { Play, Stage } from './play-disturbed.js';

/** A file with so many good rows, and one without an email after every twenty. */
function fileOf(good: number): string {
  const rows = Array.from({ length: good }, (_, row) => {
    const login = `row${String(row).padStart(3, '0')}`;
    const person = `${login},Number ${row},${login},${login}@studio.example`;
    return row % 20 === 19 ? `${person}\nBroken,Number ${row},broken${row},` : person;
  });
  return ['First Name,Last Name,Login,Email', ...rows].join('\n');
}

const upload = ({ door, siteId }: Stage, query: string, key: string, file: string) =>
  door.answered(() => door.door.upload(`/sites/${siteId}/imports?rows=good&${query}`, 'people.csv', file, key));

/** A file with so many people, imported; everybody is activated and invited. */
export const playImport =
  (people: number): Play =>
  async (stage) => {
    const { door, siteId } = stage;
    const { body } = await upload(stage, 'invitations=send', 'import', fileOf(people));
    await door.until(`/sites/${siteId}/imports/${body.id}`, ({ state }) => state === 'finished');
    await door.until(`/sites/${siteId}/people?limit=1&status=active`, ({ total }) => total.count === people + 1);
  };

/** Files that are checked and then forgotten. */
export const playForgottenFiles =
  (files: number): Play =>
  async (stage) => {
    for (let file = 0; file < files; file += 1) {
      const { body } = await upload(stage, 'dryRun=true', `file${file}`, fileOf(1 + file));
      await stage.door.until(`/sites/${stage.siteId}/imports/${body.id}`, ({ state }) => state === 'checked');
    }
  };

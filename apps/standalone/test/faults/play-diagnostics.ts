import type { Json } from '../harness/public-door.js';
import type { Play, Stage } from './play-disturbed.js';

/**
 * So many people whose seats a team admin takes back; diagnostics finds them, an Admin chooses `active` for the first,
 * lets the others be disabled, and looks again.
 */
export const playDiagnostics =
  (people: number): Play =>
  async (stage) => {
    const { door, siteId, teamId } = stage;
    const logins = Array.from({ length: people }, (_, number) => `person${number}`);
    await Promise.all(logins.map((login) => addActive(stage, login)));
    for (const login of logins) {
      const { items } = await door.until(`/teams/${teamId}/seats?q=${login}`, (page) => page.items.length === 1);
      await door.must('POST', `/teams/${teamId}/seats/${items[0].accountId}/unassign`, { key: `take.${login}` });
      await door.until(`/sites/${siteId}/people?q=${login}`, ({ items: rows }) => rows[0].drift !== undefined);
    }
    const run = await analyse(stage, 'first');
    const { items: found } = await door.must('GET', `${run}/findings`);
    const kept = found.find(({ login }: Json) => login === logins[0]);
    const body = { chosenStatus: 'active' };
    await door.must('PATCH', `${run}/findings/${kept.personId}`, { body, key: 'choose' });
    await door.must('POST', `${run}/resolve`, { key: 'resolve' });
    await door.until(run, ({ state }) => state === 'finished');
    await analyse(stage, 'second');
  };

async function addActive({ door, siteId }: Stage, login: string): Promise<void> {
  const people = `/sites/${siteId}/people`;
  const body = { firstName: login, lastName: '', login, email: `${login}@studio.example`, projectIds: [] };
  const { id } = await door.must('POST', people, { body, key: login });
  await door.until(`${people}/${id}`, (row) => row.status === 'active' && row.invitation?.state === 'sent');
}

async function analyse({ door, siteId }: Stage, key: string): Promise<string> {
  const runs = `/sites/${siteId}/diagnostic-runs`;
  const { id } = await door.must('POST', runs, { key });
  await door.until(`${runs}/${id}`, ({ state }) => state === 'analysed' || state === 'finished');
  return `${runs}/${id}`;
}

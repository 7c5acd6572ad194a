import type { Position, ReadModel, ReadModelDeclaration, Scope, SiteId } from '@rollcall/event-sourcing';
import { createScheduler, searchTokens } from '@rollcall/event-sourcing';
import { createSqliteReadModelStore, startWriteThread } from '@rollcall/read-model-sqlite';
import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Benchmark } from './benchmark.js';
import { inTurns } from './benchmark.js';

/** A row of the size and with the filters that the list of people has. */
type Person = Readonly<{
  id: string;
  name: string;
  login: string;
  email: string;
  status: 'active' | 'disabled';
  activation: string;
  roleId: string;
  projects: readonly string[];
  createdAt: string;
}>;

const scope: Scope = { site: randomUUID() as SiteId };
const declaration: ReadModelDeclaration<Person> = {
  name: 'people',
  version: 1,
  scope: () => scope,
  filters: {
    status: ({ status }) => status,
    activation: ({ activation }) => activation,
    role: ({ roleId }) => roleId,
    project: ({ projects }) => projects,
  },
  sorts: { name: ({ name }) => name, createdAt: ({ createdAt }) => createdAt },
  search: ({ name, login, email }) => searchTokens(name, login, email),
};

const given = ['Zoë', 'Ana', 'Jean-Luc', 'さくら', 'Łukasz', 'मीरा', 'Omar', 'Ida', 'Søren', 'Lin'];
const family = ['Washburne', 'López', 'Nguyễn', '田中', "O'Neill", 'शर्मा', 'Haddad', 'Öztürk', 'Smith', 'Κόκκινος'];
const roles = Array.from({ length: 8 }, () => randomUUID());
const projects = Array.from({ length: 40 }, () => randomUUID());

function person(number: number): Person {
  const id = randomUUID();
  return {
    id,
    name: `${given[number % 10]} ${family[Math.floor(number / 10) % 10]} ${number}`,
    login: `person${number}`,
    email: `person${number}@studio.example`,
    status: number % 4 === 0 ? 'disabled' : 'active',
    activation: number % 50 === 0 ? 'activating' : 'none',
    roleId: roles[number % roles.length]!,
    projects: [projects[number % 40]!, projects[(number * 7) % 40]!],
    createdAt: new Date(1_700_000_000_000 + number * 1_000).toISOString(),
  };
}

/** A store with so many people of one site; answers its model and how to remove it. */
async function storeOf(people: number) {
  const folder = await mkdtemp(join(tmpdir(), 'rollcall-bench-people-'));
  const scheduler = createScheduler({ nextTurn: setImmediate });
  const file = join(folder, 'people.sqlite');
  const thread = startWriteThread();
  const store = createSqliteReadModelStore({ file, writer: thread.writerOf(file), scheduler });
  const model = await store.open(declaration);
  const batch = 500;
  for (let from: Position | 'start' = 'start', written = 0; written < people; written += batch) {
    const to = String(written + batch).padStart(20, '0') as Position;
    const rows = Array.from({ length: batch }, (_, index) => person(written + index));
    await store.save(declaration, { from, to, documents: new Map(rows.map((doc) => [doc.id, { doc, at: to }])) });
    from = to;
  }
  const end = async (): Promise<void> => {
    await store.close();
    await thread.close();
    await rm(folder, { recursive: true });
  };
  return { model, end };
}

/** A page of 50 for each of the questions that the list asks most, and the page behind it. */
async function askUsualQuestions(model: ReadModel<Person>, turn: number): Promise<void> {
  const questions = [
    { where: { status: 'active' }, sort: 'name' },
    { where: { role: roles[turn % roles.length]! }, sort: '-createdAt' },
    { where: { project: projects[turn % projects.length]! }, sort: 'name' },
    { sort: 'name' },
  ];
  for (const question of questions) {
    const { next } = await model.find({ scope, limit: 50, ...question });
    if (next) await model.find({ scope, limit: 50, ...question, after: next });
  }
}

const [few, many] = [1_000, 100_000];

const filteredPage: Benchmark = {
  name: `a filter, a sort and a page of 50 among ${many} people`,
  figures: [{ figure: `time as a multiple of the same among ${few}`, goal: { atMost: 3 } }],
  async prepare() {
    const [small, large] = [await storeOf(few), await storeOf(many)];
    const round = async () => {
      const [time, smallTime] = await inTurns(
        40,
        (turn) => askUsualQuestions(large.model, turn),
        (turn) => askUsualQuestions(small.model, turn),
      );
      return [time / smallTime];
    };
    const end = async (): Promise<void> => {
      await small.end();
      await large.end();
    };
    return { round, end };
  },
};

/** What the size of a site may cost whoever looks at its people (KRN-15). */
export const benchmarks: readonly Benchmark[] = [filteredPage];

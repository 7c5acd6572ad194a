import { describe, expect, test } from '@jest/globals';
import { asyncApiDocument } from '@rollcall/contracts';
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { root } from '../run-tool.js';
import { breakingChanges, type Published } from './contract-changes.js';

const git = async (...args: readonly string[]): Promise<string> =>
  (await promisify(execFile)('git', args, { cwd: root, maxBuffer: 64 * 1024 * 1024 })).stdout;

/** What today's sources publish, as it is written to the page. */
const current = (): Published => JSON.parse(JSON.stringify(asyncApiDocument())) as Published;

/** The newest release this tree descends from; none in a folder that git does not know. */
async function newestRelease(): Promise<string | undefined> {
  const newestFirst = ['-c', 'versionsort.suffix=-', 'tag', '--merged', 'HEAD', '--list', 'v*', '--sort=-v:refname'];
  const tags = await git(...newestFirst).catch(() => '');
  return tags.split('\n').find(Boolean);
}

test('CARD-1 contracts have only grown since the newest release', async () => {
  const tag = await newestRelease();
  if (tag === undefined) {
    process.stdout.write('contracts: no release (a tag v*) to compare with\n');
    return;
  }
  const released = JSON.parse(await git('show', `${tag}:docs/reference/asyncapi.json`)) as Published;
  process.stdout.write(`contracts: compared with ${tag}\n`);
  expect(breakingChanges(released, current())).toEqual([]);
});

describe('what has changed since a release', () => {
  const seat = {
    type: 'object',
    required: ['state', 'used'],
    properties: {
      state: { type: 'string', enum: ['free', 'held'] },
      used: { type: 'integer', minimum: 0 },
      note: { type: 'string', description: 'in words' },
      by: { anyOf: [{ const: 'user' }, { const: 'system' }] },
    },
  };
  type Seat = typeof seat;
  const published = (schema: object): Published =>
    ({ components: { messages: {}, schemas: { seat: schema } } }) as unknown as Published;
  const changed = (change: (copy: Seat) => unknown): readonly string[] => {
    const copy = structuredClone(seat);
    change(copy);
    return breakingChanges(published(seat), published(copy));
  };

  test.each<[string, (copy: Seat) => unknown]>([
    ['nothing', () => undefined],
    ['a field that may be absent', ({ properties }) => Object.assign(properties, { since: { type: 'string' } })],
    ['an explanation', ({ properties }) => (properties.note.description = 'in other words')],
    ['the order of words', ({ properties }) => properties.state.enum.reverse()],
  ])('%s is fine', (_, change) => expect(changed(change)).toEqual([]));

  test.each<[string, string, (copy: Seat) => unknown]>([
    ['a field gone', 'seat/note is gone', ({ properties }) => Reflect.deleteProperty(properties, 'note')],
    ['a field required', 'seat/note is required', ({ required }) => required.push('note')],
    ['a required field optional', 'seat/used may be absent', ({ required }) => required.pop()],
    ['another type', 'seat/used/type was', ({ properties }) => (properties.used.type = 'string')],
    ['a narrower number', 'seat/used/minimum was', ({ properties }) => (properties.used.minimum = 1)],
    ['a word gone', 'seat/state/enum was', ({ properties }) => properties.state.enum.pop()],
    ['a word more', 'seat/state/enum was', ({ properties }) => properties.state.enum.push('lent')],
    ['a choice gone', 'seat/by/anyOf was', ({ properties }) => properties.by.anyOf.pop()],
    ['another choice', 'seat/by/anyOf/0/const was', ({ properties }) => (properties.by.anyOf[0]!.const = 'person')],
  ])('%s is named with its place', (_, sentence, change) =>
    expect(changed(change)).toEqual([expect.stringContaining(sentence)]),
  );

  test('an event that is no longer published is named; a new one is fine', () => {
    const { messages, schemas } = current().components;
    const [type] = Object.keys(messages);
    const { [type!]: _gone, ...others } = messages;
    const fewer = { components: { messages: others, schemas } };
    expect(breakingChanges(current(), fewer)).toEqual([expect.stringContaining(`${type} is gone`)]);
    expect(breakingChanges(fewer, current())).toEqual([]);
  });
});

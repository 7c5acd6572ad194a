import { describe, expect, test } from '@jest/globals';
import type { Decider, Message } from '@rollcall/event-sourcing';
import { globSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const filesLike = (pattern: string): readonly string[] => globSync(pattern, { cwd: root }).sort();
const codeOf = (file: string): string =>
  readFileSync(`${root}${file}`, 'utf8').replaceAll(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, '');
const linesWith = (files: readonly string[], forbidden: RegExp): readonly string[] =>
  files.flatMap((file) => [...codeOf(file).matchAll(forbidden)].map(([found]) => `${file}: ${found}`));

/** What decides, folds and composes; imports of Node and of frameworks are the business of .dependency-cruiser.mjs. */
const pureFiles = filesLike('{apps,libs}/*/src/**/*.{decider,decisions,state,facet,projection,composition}.ts');
const deciderFiles = filesLike('apps/*/src/**/*.decider.ts');

type AnyDecider = Decider<unknown, Message, Message>;
const isDecider = (value: unknown): value is AnyDecider =>
  typeof value === 'object' && value !== null && 'initialState' in value && 'evolve' in value && 'decide' in value;

/** Every decider of every service, under its name. */
async function allDeciders(): Promise<ReadonlyMap<string, AnyDecider>> {
  const modules = await Promise.all(
    deciderFiles.map(async (file) => [file, (await import(`${root}${file}`)) as object] as const),
  );
  const found = modules.flatMap(([file, module]) =>
    Object.entries(module).flatMap(([name, value]) => (isDecider(value) ? [[`${file} ${name}`, value] as const] : [])),
  );
  return new Map(found);
}

describe('what decides, folds and composes', () => {
  test('KRN-01 reads no clock, draws nothing at random, waits for nothing and keeps nothing', () => {
    const impure =
      /\bDate\.now\b|\bnew Date\(\)|\bMath\.random\b|\bcrypto\.|\brandomUUID\b|\bperformance\.|\bprocess\.|\bglobalThis\b|\bfetch\(|\basync\b|\bawait\b|\bsetTimeout\b|\bconsole\.|^let\b/gm;
    expect(linesWith(pureFiles, impure)).toEqual([]);
    // A scan that finds no files, or whose pattern matches nothing, would be content with anything.
    expect(pureFiles.length).toBeGreaterThan(60);
    expect('const at = Date.now()').toMatch(new RegExp(impure.source));
    expect('await state').toMatch(new RegExp(impure.source));
  });

  test('KRN-02 a decider answers its "no": it never throws one', () => {
    const deciders = filesLike('apps/*/src/**/*.{decider,state}.ts');
    expect(linesWith(deciders, /\bthrow\b.*$/gm)).toEqual([]);
  });

  test('KRN-01 every decider begins with a state of its own, and bears an event of a later release', async () => {
    const deciders = await allDeciders();
    expect(deciders.size).toBeGreaterThanOrEqual(deciderFiles.length);
    for (const [name, { initialState, evolve }] of deciders) {
      expect([name, initialState()]).toEqual([name, initialState()]);
      const state = Object.freeze(initialState());
      const data = Object.freeze({ personal: Object.freeze({ subject: 'person:later' }) });
      expect(() => evolve(state, Object.freeze({ type: 'FromALaterRelease', data }))).not.toThrow();
      expect([name, state]).toEqual([name, initialState()]);
    }
  });
});

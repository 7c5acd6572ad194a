import type { Problem } from '../api/problem.js';

/** A rule of new passwords as its writer sees it. */
export type RuleView = Readonly<{ id: string; text: string; state: 'met' | 'open' | 'refused' }>;

const shortest = 15;
const longestBytes = 1024;
/** Shorter words of a name stand in many passwords by chance. */
const shortestWord = 4;

/**
 * The rules with what can be told while typing; whether a password is common only the server knows, which names the
 * rules it refused in `details.rules`. `words`: what everybody knows of the owner (email, names).
 */
export function rulesFor(password: string, words: readonly string[], problem?: Problem): readonly RuleView[] {
  const refused = refusedRules(problem);
  const rule = (id: string, text: string, met: boolean): RuleView => ({
    id,
    text,
    state: refused.includes(id) ? 'refused' : met ? 'met' : 'open',
  });
  const typed = password !== '';
  return [
    rule(
      'too-short',
      `At least ${shortest} characters; a few words are easy to remember`,
      [...password].length >= shortest,
    ),
    rule('context', 'Not made of your name or email', typed && !holdsKnown(password, words)),
    rule('common', 'Not a common password', typed && !isRepeated(password) && [...password].length >= shortest),
  ];
}

/** Whether it is worth asking the server. */
export function seemsAllowed(password: string, words: readonly string[]): boolean {
  return (
    rulesFor(password, words).every(({ state }) => state === 'met') &&
    new TextEncoder().encode(password).length <= longestBytes
  );
}

const refusedRules = (problem?: Problem): readonly unknown[] =>
  problem?.code === 'password-refused' && Array.isArray(problem.details.rules) ? problem.details.rules : [];

const isRepeated = (password: string): boolean => /^(.{1,8}?)\1+.{0,7}$/su.test(password);

function holdsKnown(password: string, words: readonly string[]): boolean {
  const folded = password.normalize('NFKC').toLowerCase();
  return words
    .flatMap(
      (text) =>
        text
          .toLowerCase()
          .split('@')[0]
          ?.split(/[^\p{L}\p{N}]+/u) ?? [],
    )
    .some((word) => word.length >= shortestWord && folded.includes(word));
}

import type { Problem } from '../api/problem.js';

/** What the form of + Person holds. */
export type NewPerson = Readonly<{
  firstName: string;
  lastName: string;
  login: string;
  email: string;
  /** Empty: the site's default. */
  roleId: string;
  projectIds: string[];
}>;

/** What each part of the form is given. */
export type NewPersonFields = Readonly<{
  draft: NewPerson;
  problem: Problem | undefined;
  onChange: (change: Partial<NewPerson>) => void;
}>;

/** An empty form. */
export const newPerson = (): NewPerson => ({
  firstName: '',
  lastName: '',
  login: '',
  email: '',
  roleId: '',
  projectIds: [],
});

/** The field that a refusal is about, where it is about one. */
const fieldOfCode: Readonly<Record<string, keyof NewPerson>> = {
  'login-taken': 'login',
  'email-taken': 'email',
  'email-active-on-site': 'email',
  'unknown-role': 'roleId',
  'role-disabled': 'roleId',
  'role-not-for-people': 'roleId',
  'unknown-project': 'projectIds',
};

/** Why a field was refused. */
export function fieldProblem(problem: Problem | undefined, name: keyof NewPerson): string | undefined {
  if (!problem) return undefined;
  return problem.field(name) ?? (fieldOfCode[problem.code] === name ? problem.message : undefined);
}

/** Whether a refusal is shown at a field of the form. */
export function isAtField(problem: Problem): boolean {
  return (Object.keys(newPerson()) as (keyof NewPerson)[]).some((name) => fieldProblem(problem, name) !== undefined);
}

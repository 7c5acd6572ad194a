/**
 * When a conditional rule says yes to a record (AUT-36), as data. `names` looks into a property of the record, an id or a
 * list of ids: does it hold the acting person, one of their groups, or one of their projects? `editing` is true while the
 * named field is the one being edited. `any` of nothing is never, `all` of nothing is always.
 */
export type Condition =
  | Readonly<{ property: string; names: 'person' | 'group' | 'project' }>
  | Readonly<{ editing: string }>
  | Readonly<{ any: readonly Condition[] }>
  | Readonly<{ all: readonly Condition[] }>;

/** Yes, no, or not to be told because a property of the record was left out. */
export type Truth = true | false | Readonly<{ missing: string }>;

/** Whom `names` may mean, and the field being edited. */
export interface Actor {
  readonly personId: string;
  readonly groupIds: readonly string[];
  readonly projectIds: readonly string[];
  readonly editing?: string;
}

/** Properties of a record by name; one that is there with `null` or `[]` is known to name nobody. */
export type Properties = Readonly<Record<string, unknown>>;

/**
 * Decides a condition. A missing property only counts when the rest does not decide without it, in whatever order the
 * parts stand: yes or missing is yes, no and missing is no.
 */
export function decideCondition(condition: Condition, actor: Actor, properties: Properties): Truth {
  if ('any' in condition) return either(condition.any.map((part) => decideCondition(part, actor, properties)));
  if ('all' in condition) return both(condition.all.map((part) => decideCondition(part, actor, properties)));
  if ('editing' in condition) return condition.editing === actor.editing;
  const value = Object.hasOwn(properties, condition.property) ? properties[condition.property] : undefined;
  if (value === undefined) return { missing: condition.property };
  const named = Array.isArray(value) ? value : [value];
  return idsOf(condition.names, actor).some((id) => named.includes(id));
}

/** Yes if one is yes; else what is missing; else no. */
export const either = (truths: readonly Truth[]): Truth =>
  truths.includes(true) || (truths.find((truth) => typeof truth === 'object') ?? false);

/** No if one is no; else what is missing; else yes. */
export const both = (truths: readonly Truth[]): Truth =>
  !truths.includes(false) && (truths.find((truth) => typeof truth === 'object') ?? true);

/** The ids that a condition looks for. */
export function idsOf(names: 'person' | 'group' | 'project', actor: Actor): readonly string[] {
  if (names === 'person') return [actor.personId];
  return names === 'group' ? actor.groupIds : actor.projectIds;
}

const phrases: Readonly<Record<string, string>> = {
  'author person': 'they wrote it',
  'createdBy person': 'they created it',
  'assignees person': 'it is assigned to them',
  'assignees group': 'it is assigned to a group they are in',
  'person person': 'it is linked to them',
  'to person': 'they are in To',
  'to group': 'a group they are in is in To',
  'cc person': 'they are in CC',
  'cc group': 'a group they are in is in CC',
  'taskAssignees person': 'it has a task assigned to them',
  'taskAssignees group': 'it has a task assigned to a group they are in',
};
const owners = { person: 'them', group: 'a group they are in', project: 'a project they are linked to' };

/** A condition in words, e.g. "they wrote it or the field is cc" (AUT-37). */
export function describeCondition(condition: Condition): string {
  if ('editing' in condition) return `the field is ${condition.editing}`;
  if ('any' in condition)
    return condition.any.length === 0 ? 'never' : condition.any.map(describeCondition).join(' or ');
  if ('all' in condition)
    return condition.all.length === 0
      ? 'always'
      : condition.all.map((part) => `(${describeCondition(part)})`).join(' and ');
  const { property, names } = condition;
  return phrases[`${property} ${names}`] ?? `its ${property} names ${owners[names]}`;
}

import { type Action, advanced, onEntity, onField, pathOf, type Unanswerable } from './action.js';
import { advancedPermissions, entityOperations, fieldOperations } from './permission.js';

/** A kind of record that permissions are given for (A12). */
export interface EntityType {
  readonly name: string;
  /** `project`: each record belongs to a project, or says that it belongs to none; `site`: records have no project. */
  readonly belongsTo: 'project' | 'site';
  /** Fields a role may be allowed to edit. */
  readonly fields: readonly string[];
  /** Ids, audit fields and calculated ones: nobody edits them, Admins included (AUT-33). */
  readonly readOnly: readonly string[];
}

/** An entity type made ready for questions. */
export interface CatalogueEntry extends EntityType {
  readonly isReadOnly: (field: string) => boolean;
  readonly has: (field: string) => boolean;
  /** Every action on records of this type. */
  readonly actions: readonly Action[];
}

/** The entity types of a site, by name. */
export type Catalogue = ReadonlyMap<string, CatalogueEntry>;

/** Makes entity types ready for questions. */
export const catalogueOf = (types: readonly EntityType[]): Catalogue =>
  new Map(types.map((type) => [type.name, entryOf(type)]));

function entryOf(type: EntityType): CatalogueEntry {
  const readOnly = new Set(type.readOnly);
  const all = new Set([...type.fields, ...type.readOnly]);
  return {
    ...type,
    isReadOnly: (field) => readOnly.has(field),
    has: (field) => all.has(field),
    actions: [
      ...entityOperations.map((operation) => onEntity(type.name, operation)),
      ...[...all].flatMap((field) => fieldOperations.map((operation) => onField(type.name, field, operation))),
    ],
  };
}

/** Why an action cannot be asked about: its type or field is in no catalogue. */
export function unknownIn(catalogue: Catalogue, action: Action): Unanswerable | undefined {
  if (action.kind !== 'entity' && action.kind !== 'field') return undefined;
  const type = catalogue.get(action.type);
  if (!type) return { error: 'unknown-type', name: action.type };
  if (action.kind === 'field' && !type.has(action.field))
    return { error: 'unknown-field', name: `${action.type}.${action.field}` };
  return undefined;
}

/**
 * Reads a path back into the action it answers for, e.g. `entity/Person/see` or `advanced/See all projects`.
 * Answers `undefined` when the text is not a path of this catalogue.
 */
export function actionOf(catalogue: Catalogue, path: string): Action | undefined {
  const [kind, ...rest] = path.split('/');
  const known: Action[] = [];
  if (kind === 'advanced') {
    known.push(...advancedPermissions.map(advanced));
  } else if (kind === 'app') {
    known.push({ kind: 'app', operation: 'see' }, { kind: 'app', operation: 'edit' });
  } else if (kind === 'entity' || kind === 'field') {
    const type = catalogue.get(rest[0] ?? '');
    if (type) known.push(...type.actions);
  }
  return known.find((action) => pathOf(action) === path);
}

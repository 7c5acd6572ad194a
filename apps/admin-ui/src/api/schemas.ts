import type { components } from './schema.js';

/** The API's shapes by their names in docs/reference/openapi.json. */
export type Schemas = components['schemas'];
/** A person of a site; fields that the caller may not see are absent. */
export type Person = Schemas['PersonDto'];
/** A page of a list. */
export type Page<Item> = Readonly<{ items: readonly Item[]; next?: string; total: Schemas['TotalDto'] }>;
/** A session that goes on. */
export type OpenSession = Schemas['OpenSessionDto'];

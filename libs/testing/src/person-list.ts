import { searchTokens } from '@rollcall/event-sourcing';
import type { Position, ReadModelDeclaration, Scope, SiteId, Stored } from '@rollcall/event-sourcing';

/** A row of the list the read-model suite asks its questions of. */
export type ListedPerson = Readonly<{
  id: string;
  site: string;
  name: string;
  login: string;
  status: 'active' | 'disabled';
  groups: readonly string[];
  age: number | null;
  remote: boolean;
}>;

/** Every kind of filter there is: text, several values, numbers and none, truth values. */
export const personList: ReadModelDeclaration<ListedPerson> = {
  name: 'person-list',
  version: 1,
  scope: ({ site }) => ({ site: site as SiteId }),
  filters: {
    status: ({ status }) => status,
    group: ({ groups }) => groups,
    age: ({ age }) => age,
    remote: ({ remote }) => remote,
    login: ({ login }) => login,
  },
  sorts: { name: ({ name }) => name, age: ({ age }) => age ?? -1 },
  search: ({ name, login }) => searchTokens(name, login),
};

/** The site the suite's people are on, unless a test says otherwise. */
export const studio: Scope = { site: 'studio' as SiteId };

/** A person with nothing special about them. */
export const listedPerson = (id: string, given: Partial<ListedPerson> = {}): ListedPerson => ({
  id,
  site: 'studio',
  name: `Person ${id}`,
  login: `login-${id}`,
  status: 'active',
  groups: [],
  age: null,
  remote: false,
  ...given,
});

/** A position as the stores write them. */
export const positionOf = (place: number | bigint): Position => place.toString().padStart(20, '0') as Position;

/** A batch that writes these people as of one position. */
export function batchOf(people: readonly ListedPerson[], to: number, from: number | 'start' = 'start') {
  const at = positionOf(to);
  const documents = new Map<string, Stored<object>>(people.map((doc) => [doc.id, { doc, at }]));
  return { from: from === 'start' ? from : positionOf(from), to: at, documents };
}

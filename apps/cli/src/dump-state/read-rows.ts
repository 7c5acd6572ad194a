import type { AccountId, ReadModel, ReadModelStore, Scope, SiteId, TeamId } from '@rollcall/event-sourcing';
import type { ServiceDeclaration } from '@rollcall/service-kit';
import type { Aggregate } from './read-aggregates.js';

/** Every site, team and account there is: what queries are bounded to (KRN-15). */
export function scopesOf(aggregates: readonly Aggregate[]): readonly Scope[] {
  const keysOf = (category: string): readonly string[] =>
    aggregates.filter((aggregate) => aggregate.category === category).map(({ key }) => key);
  return [
    ...keysOf('directory.site').map((site) => ({ site: site as SiteId })),
    ...keysOf('licensing.team').map((team) => ({ team: team as TeamId })),
    ...keysOf('identity.account').map((account) => ({ account: account as AccountId })),
  ];
}

/** All rows of a service's read models, by what the models answer. */
export async function readRows(
  store: ReadModelStore,
  { name: service, projections = [], compositions = [] }: ServiceDeclaration,
  scopes: readonly Scope[],
): Promise<readonly Readonly<{ model: string; row: object }>[]> {
  const rows: Readonly<{ model: string; row: object }>[] = [];
  for (const { name, open } of [...projections, ...compositions]) {
    const model = await open(store);
    for (const scope of scopes) {
      for (const row of await rowsIn(model, scope)) rows.push({ model: `${service}/${name}`, row });
    }
  }
  return rows;
}

async function rowsIn(model: ReadModel<object>, scope: Scope): Promise<readonly object[]> {
  const rows: object[] = [];
  let page = await model.find({ scope, limit: 500 });
  for (;;) {
    rows.push(...page.rows);
    if (page.next === undefined) return rows;
    page = await model.find({ scope, limit: 500, after: page.next });
  }
}

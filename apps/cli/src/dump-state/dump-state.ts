import { ConfigurationError, type KitConfiguration, openEngines } from '@rollcall/service-kit';
import { everyService } from '../service-modules.js';
import { knownNames } from './known-names.js';
import { normalised } from './normalised.js';
import { type Aggregate, readAggregates } from './read-aggregates.js';
import { readRows, scopesOf } from './read-rows.js';

/** A sign-in that is tried again after a crash makes another session: the one thing that a story may repeat. */
const repeatable = /session/;

/**
 * The end state of an installation that nobody runs, as sorted JSON lines:
 * `{"aggregate": <stream category>, "is": <key>, "state": …}`, the state folded by the service's own published facet, or
 * the stream's events where it publishes none, and `{"rows": <service>/<read model>, "row": …}`.
 * Two runs of the same story print the same bytes, see {@link normalised} for what is replaced; sessions are left out.
 * @throws ConfigurationError where there is no installation.
 */
export async function dumpState(configuration: KitConfiguration): Promise<readonly string[]> {
  await using open = new AsyncDisposableStack();
  const engines = await openEngines(configuration);
  open.defer(() => engines.close());
  const opened = [];
  for (const declaration of everyService()) {
    const own = await engines.forService(declaration.name, declaration.upcasters);
    open.defer(() => own.close());
    opened.push({ declaration, own });
  }
  const aggregates: Aggregate[] = [];
  for (const { declaration, own } of opened) aggregates.push(...(await readAggregates(own.store, declaration.relay)));
  if (aggregates.length === 0) {
    throw new ConfigurationError('These engines hold no installation: correct the settings that say where they are.');
  }
  const scopes = scopesOf(aggregates);
  const rows: Readonly<{ model: string; row: object }>[] = [];
  for (const { declaration, own } of opened) rows.push(...(await readRows(own.readModels, declaration, scopes)));
  const names = knownNames(aggregates);
  const told = [
    ...aggregates.map(({ category, key, state }) => ({ aggregate: category, is: key, state })),
    ...rows.map(({ model, row }) => ({ rows: model, row })),
  ].filter((entry) => !repeatable.test('aggregate' in entry ? entry.aggregate : entry.rows));
  return told.map((entry) => JSON.stringify(normalised(entry, names))).toSorted();
}

import { KeyTaken, type KeyVault } from '@rollcall/event-sourcing';
import { ConfigurationError, type Engines, type ServiceDeclaration } from '@rollcall/service-kit';
import { owningServices } from '../service-modules.js';
import { type Copied, copyEvents, NotACopy } from './copy-events.js';

/** Two opened sets of engines. */
export type TwoSets = Readonly<{ from: Engines; to: Engines }>;

/**
 * Copies an installation that nobody runs from one set of engines to another that is empty, or holds a copy that was ended:
 * keys first, then each service's log. Every log is read a second time and compared.
 * @throws ConfigurationError when the target holds something else, or was started already.
 */
export async function copyInstallation(sets: TwoSets, tell: (line: string) => void): Promise<void> {
  const services = owningServices();
  try {
    for (const service of services) await refuseStarted(sets.to, service);
    tell(`keys: ${await copyKeys(sets.from.shared.keys, sets.to.shared.keys)} are there.`);
    for (const { name } of services) {
      const { events, streams, appended } = await copyLog(sets, name);
      tell(`${name}: ${events} events of ${streams} streams are there and compared, ${appended} of them new.`);
    }
  } catch (error) {
    if (!(error instanceof NotACopy || error instanceof KeyTaken)) throw error;
    throw new ConfigurationError(
      `The target holds something else than a copy: ${error.message} Name an empty one, or the one that was begun.`,
      { cause: error },
    );
  }
}

/** A relay that has published has begun another history than the one to be copied. */
async function refuseStarted(to: Engines, { name, relay, upcasters }: ServiceDeclaration): Promise<void> {
  const own = await to.forService(name, upcasters);
  try {
    if (!relay || (await own.checkpoints.load(relay.name)) === 'start') return;
  } finally {
    await own.close();
  }
  throw new ConfigurationError(`${name} was started on the target already: copy into an empty one, and start it then.`);
}

async function copyKeys(from: KeyVault, to: KeyVault): Promise<number> {
  let keys = 0;
  for await (const key of from.wrapped()) {
    await to.take(key);
    keys += 1;
  }
  return keys;
}

async function copyLog(sets: TwoSets, service: string): Promise<Copied> {
  await using opened = new AsyncDisposableStack();
  const open = async (engines: Engines) =>
    opened.adopt(await engines.storedLog(service), async (log) => {
      await log.close();
    });
  const logs = { from: await open(sets.from), to: await open(sets.to) };
  const copied = await copyEvents(logs);
  const { appended } = await copyEvents(logs);
  if (appended > 0) throw new NotACopy(`${service} was written to while it was copied.`);
  return copied;
}

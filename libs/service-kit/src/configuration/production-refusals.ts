import { ConfigurationError } from './configuration-error.js';
import { isLoopback } from './loopback.js';
import { productionSettings } from './production.settings.js';
import type { Values } from './setting.js';

/** What was said about the production engines, each by itself in order. */
export type ProductionValues = Values<typeof productionSettings>;
type Name = keyof ProductionValues;

/** The variable of a setting. */
export const variableOf = (name: Name): string => productionSettings[name].env;

/** @throws ConfigurationError always: the variable, what is wrong with it, and the fix. Never its value, which may be a secret. */
export function refuseSetting(name: Name, wrong: string, fix: string): never {
  throw new ConfigurationError(`${variableOf(name)} ${wrong}: ${fix}.`);
}

/** A text that must be there. @throws ConfigurationError when it is not. */
export function neededText(
  given: ProductionValues,
  name: { [K in Name]: ProductionValues[K] extends string | undefined ? K : never }[Name],
  fix: string,
): string {
  const text = given[name];
  return text ?? refuseSetting(name, 'is missing', fix);
}

/** @throws ConfigurationError for the first of these that was given: it would not be heeded. */
export function refuseUseless(given: ProductionValues, names: readonly Name[], wrong: string, fix: string): void {
  for (const name of names) if (given[name] !== undefined) refuseSetting(name, wrong, fix);
}

/** `host:port`, separated by commas. @throws ConfigurationError for anything else, and for none. */
export function neededAddresses(given: ProductionValues, name: 'kurrentdbNodes' | 'kafkaBrokers'): readonly string[] {
  const form = 'host:port, or several separated by commas';
  const addresses = neededText(given, name, `set it to ${form}`)
    .split(',')
    .map((address) => address.trim());
  if (!addresses.every((address) => /^([\w.-]+|\[[0-9a-fA-F:]+\]):\d{1,5}$/.test(address))) {
    refuseSetting(name, 'does not name where to connect', `it must be ${form}`);
  }
  return addresses;
}

/** Whether a connection to one of these may be overheard or joined by others. */
export const leavesPrivacy = ({ privateNetwork }: ProductionValues, addresses: readonly string[]): boolean =>
  !privateNetwork && !addresses.every((address) => isLoopback(address.replace(/:\d+$/, '')));

/** @throws ConfigurationError when encryption is off on a way that others may overhear. */
export function refuseInTheClear(
  given: ProductionValues,
  addresses: readonly string[],
  name: 'kurrentdbTls' | 'kafkaTls',
): void {
  if (!leavesPrivacy(given, addresses)) return;
  const private_ = `set ${variableOf('privateNetwork')}=true where nobody else reaches the network`;
  refuseSetting(name, 'is false for an address outside this machine', `set it to true, or ${private_}`);
}

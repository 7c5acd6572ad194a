import { accessSync, constants } from 'node:fs';
import type { KurrentConnection } from '@rollcall/event-store-kurrentdb';
import {
  neededAddresses,
  neededText,
  type ProductionValues,
  refuseInTheClear,
  refuseSetting,
  refuseUseless,
  variableOf,
} from './production-refusals.js';

/** How to reach KurrentDB. @throws ConfigurationError as `loadProduction` says. */
export function kurrentdbOf(given: ProductionValues): KurrentConnection {
  const nodes = neededAddresses(given, 'kurrentdbNodes');
  if (!given.kurrentdbTls) {
    refuseInTheClear(given, nodes, 'kurrentdbTls');
    const needTls = ['kurrentdbUser', 'kurrentdbPassword', 'kurrentdbCaFile'] as const;
    const fix = `set ${variableOf('kurrentdbTls')}=true, or remove it`;
    refuseUseless(given, needTls, 'is of no use without encryption', fix);
    return { nodes, tls: 'off' };
  }
  const username = neededText(given, 'kurrentdbUser', 'name the user that signs in to KurrentDB');
  const password = neededText(given, 'kurrentdbPassword', 'give that user’s password, directly or as a file');
  if (password === 'changeit') {
    refuseSetting('kurrentdbPassword', 'is the one that every server is delivered with', 'change it there and here');
  }
  const { kurrentdbCaFile: caFile } = given;
  if (caFile !== undefined) assertReadable(caFile);
  return { nodes, tls: { username, password, ...(caFile !== undefined && { caFile }) } };
}

function assertReadable(file: string): void {
  try {
    accessSync(file, constants.R_OK);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    refuseSetting('kurrentdbCaFile', `names a file that cannot be read (${code})`, 'mount it or correct the path');
  }
}

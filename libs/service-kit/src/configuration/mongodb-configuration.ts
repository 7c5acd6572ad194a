import { leavesPrivacy, neededText, type ProductionValues, refuseSetting, variableOf } from './production-refusals.js';

/** How to reach MongoDB, and how its databases are called and kept. */
export type MongodbConfiguration = Readonly<{
  /** A connection string; it is a secret. */
  url: string;
  databasePrefix: string;
  /** Whether the server ends documents by an index. */
  ttlIndexes: boolean;
}>;

/** The parts of a connection string that matter here; several hosts make it no URL. */
const form =
  /^mongodb(?<srv>\+srv)?:\/\/(?:(?<user>[^:@/]+)(?::[^@/]*)?@)?(?<hosts>[^@/?]+)(?:\/[^?]*)?(?:\?(?<options>.*))?$/;

/** How to reach MongoDB. @throws ConfigurationError as `loadProduction` says. */
export function mongodbOf(given: ProductionValues): MongodbConfiguration {
  const what = 'mongodb://user:password@host:port/?tls=true or mongodb+srv://…';
  const url = neededText(given, 'mongodbUrl', `set it to ${what}`);
  const parts = form.exec(url)?.groups;
  if (!parts) return refuseSetting('mongodbUrl', 'is no connection string', `it must be ${what}`);
  const { srv, user, hosts = '', options: text = '' } = parts;
  if (leavesPrivacy(given, hosts.split(','))) refuseOpenDoor(new URLSearchParams(text), { srv, user });
  const { mongodbPrefix: databasePrefix, mongodbTtlIndexes: ttlIndexes } = given;
  // Database names: these characters on every system, 63 bytes with the longest service's name.
  if (!/^[a-z][a-z0-9-]{0,39}$/.test(databasePrefix)) {
    refuseSetting('mongodbPrefix', 'is no name', 'use up to 40 lowercase letters, digits and dashes, a letter first');
  }
  return { url, databasePrefix, ttlIndexes };
}

function refuseOpenDoor(
  options: URLSearchParams,
  { srv, user }: Readonly<Record<'srv' | 'user', string | undefined>>,
): void {
  const private_ = `set ${variableOf('privateNetwork')}=true where nobody else reaches the network`;
  const tls = options.get('tls') ?? options.get('ssl') ?? String(srv !== undefined);
  if (tls !== 'true') {
    refuseSetting('mongodbUrl', 'leaves this machine without encryption', `add tls=true to it, or ${private_}`);
  }
  const unchecked = ['tlsInsecure', 'tlsAllowInvalidCertificates', 'tlsAllowInvalidHostnames'];
  const named = unchecked.find((option) => options.get(option) === 'true');
  if (named !== undefined) {
    refuseSetting('mongodbUrl', `accepts any server with ${named}`, 'name the authority with tlsCAFile instead');
  }
  if (user === undefined && options.get('authMechanism') !== 'MONGODB-X509') {
    refuseSetting('mongodbUrl', 'names no user', `add user:password@ to it, or ${private_}`);
  }
}

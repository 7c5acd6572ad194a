/** How to reach KurrentDB, from configuration. */
export type KurrentConnection = Readonly<{
  /** `host:port` of one node, or of several of one cluster: then its leader is looked for among them. */
  nodes: readonly string[];
  /** `off` only where the network between is one's own: nothing is encrypted, and everybody who reaches it may write. */
  tls: 'off' | KurrentTls;
  /** How long one request may take, ms; 5,000 unless told. */
  deadlineMs?: number;
}>;

/** An encrypted connection, and who connects. */
export type KurrentTls = Readonly<{
  username: string;
  password: string;
  /** Path of the authority's certificates, where the system does not know them. */
  caFile?: string;
}>;

/** A connection that must not be made; the message says what to change. */
export class ConnectionRefused extends Error {
  override readonly name = 'ConnectionRefused';
}

/** The passwords that every KurrentDB is delivered with. */
const deliveredWith = ['changeit'];

/**
 * The address the client understands, without the password: its two halves read an encoded one differently.
 * @throws ConnectionRefused without a node, and for the credentials a server is delivered with.
 */
export function connectionString({ nodes, tls, deadlineMs = defaultDeadlineMs }: KurrentConnection): string {
  if (nodes.length === 0) throw new ConnectionRefused('No node of KurrentDB is named.');
  const options = new Map<string, string | number>([
    ['tls', String(tls !== 'off')],
    ['defaultDeadline', deadlineMs],
    // Appends and the reads that decisions are made on need the leader.
    ['nodePreference', 'leader'],
  ]);
  if (tls !== 'off') {
    assertSafe(tls);
    if (tls.caFile !== undefined) options.set('tlsCaFile', tls.caFile);
  }
  return `kurrentdb://${nodes.join(',')}?${queryOf(options)}`;
}

function assertSafe({ username, password }: KurrentTls): void {
  if (username === '' || password === '')
    throw new ConnectionRefused('User name and password of KurrentDB are needed.');
  if (deliveredWith.includes(password)) {
    throw new ConnectionRefused(
      `KurrentDB still has the password that it is delivered with: change that of ${username}.`,
    );
  }
}

/** How long a request may take, ms: longer than any commit, short enough to be tried again within a caller's patience. */
export const defaultDeadlineMs = 5_000;

const queryOf = (options: ReadonlyMap<string, string | number>): string =>
  [...options].map(([name, value]) => `${name}=${encodeURIComponent(value)}`).join('&');

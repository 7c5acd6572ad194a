import { createPrivateKey, createPublicKey, hkdfSync, type KeyObject } from 'node:crypto';
import { calculateJwkThumbprint, type JWK } from 'jose';
import { keyBytes } from '../cryptography/key-bytes.js';
import type { KitConfiguration } from '../configuration/configuration.js';
import type { InstallationSecrets } from '../cryptography/installation-secrets.js';

/**
 * A service's Ed25519 key pairs, the same in each of its instances: the first signs, the public halves of all stand at
 * `/.well-known/jwks.json`.
 */
export type ServiceKeys = Readonly<{ kid: string; privateKey: KeyObject; publicJwks: readonly JWK[] }>;

/**
 * A service's key pairs, derived from `ROLLCALL_SERVICE_KEYS`, one from each; without that from the master key, which all
 * instances have as well.
 * @throws ConfigurationError when one of them is not 32 bytes.
 */
export async function deriveServiceKeys(
  service: string,
  { serviceKeys }: Pick<KitConfiguration, 'serviceKeys'>,
  { master }: Pick<InstallationSecrets, 'master'>,
): Promise<ServiceKeys> {
  const given = serviceKeys?.split(',').map((text) => keyBytes('ROLLCALL_SERVICE_KEYS', text.trim()));
  const privateKeys = (given ?? [master]).map((key) => derive(service, key));
  const publicJwks = await Promise.all(privateKeys.map(publicHalf));
  const [[privateKey], [signing]] = [privateKeys, publicJwks];
  return { kid: signing!.kid!, privateKey: privateKey!, publicJwks };
}

/** What stands before the 32 bytes of an Ed25519 key in PKCS #8 (RFC 8410). */
const pkcs8Prefix = Buffer.from('302e020100300506032b657004220420', 'hex');

function derive(service: string, key: Buffer): KeyObject {
  const seed = hkdfSync('sha256', key, '', `rollcall service key ${service}`, 32);
  const der = Buffer.concat([pkcs8Prefix, Buffer.from(seed)]);
  return createPrivateKey({ key: der, format: 'der', type: 'pkcs8' });
}

async function publicHalf(privateKey: KeyObject): Promise<JWK> {
  const { kty, crv, x } = createPublicKey(privateKey).export({ format: 'jwk' }) as {
    kty: string;
    crv: string;
    x: string;
  };
  return { kty, crv, x, kid: await calculateJwkThumbprint({ kty, crv, x }), alg: 'EdDSA', use: 'sig' };
}

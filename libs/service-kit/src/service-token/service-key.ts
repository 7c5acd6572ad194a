import { generateKeyPairSync } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { calculateJwkThumbprint, importJWK, type JWK } from 'jose';
import { writeDurably } from '../cryptography/write-durably.js';

/** A service's Ed25519 key pair: the private half signs its tokens, the public half stands at `/.well-known/jwks.json`. */
export type ServiceKey = Readonly<{ kid: string; privateKey: Awaited<ReturnType<typeof importJWK>>; publicJwk: JWK }>;

/** Loads a service's key pair from its folder; a first start creates it. A lost one is simply made again. */
export async function loadServiceKey(folder: string): Promise<ServiceKey> {
  const path = join(folder, 'service-key.json');
  if (!existsSync(path)) create(folder, path);
  const jwk = JSON.parse(readFileSync(path, 'utf8')) as JWK;
  const { kty, crv, x } = jwk as { kty: string; crv: string; x: string };
  const kid = await calculateJwkThumbprint({ kty, crv, x });
  return { kid, privateKey: await importJWK(jwk, 'EdDSA'), publicJwk: { kty, crv, x, kid, alg: 'EdDSA', use: 'sig' } };
}

function create(folder: string, path: string): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const draft = `${path}.${process.pid}`;
  writeDurably(draft, JSON.stringify(generateKeyPairSync('ed25519').privateKey.export({ format: 'jwk' })));
  renameSync(draft, path);
}

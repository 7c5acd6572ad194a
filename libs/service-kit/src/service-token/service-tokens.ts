import { createRemoteJWKSet, decodeJwt, errors, jwtVerify, SignJWT } from 'jose';
import { DependencyAway, reject } from '@rollcall/event-sourcing';
import { Refused } from '../http/refused.js';
import type { ServiceKeys } from './service-keys.js';
import type { ServiceUrls } from './service-urls.js';

/** A token lives this long, in seconds. */
const lifetime = 60;
/** A token with less than this left, ms, is not sent any more. */
const margin = 20_000;
const rememberedTokens = 1000;
/** What jose throws when the keys cannot be fetched, rather than when the token is wrong. */
const fetchFailures = [errors.JWKSTimeout, errors.JWKSInvalid];

type Verified = Readonly<{ service: string; until: number }>;

/** Signs this service's tokens for others and checks theirs: each names one sender, one receiver and a minute. */
export class ServiceTokens {
  private readonly sent = new Map<string, Readonly<{ token: string; until: number }>>();
  private readonly keySets = new Map<string, ReturnType<typeof createRemoteJWKSet>>();
  // Checking an Ed25519 signature costs 0.25 ms; the same token comes with every call of its minute.
  private readonly verified = new Map<string, Verified>();

  constructor(
    private readonly service: string,
    private readonly keys: Pick<ServiceKeys, 'kid' | 'privateKey'>,
    private readonly urls: ServiceUrls,
    private readonly now: () => number,
  ) {}

  /** A token for calls to `audience`. */
  async for(audience: string): Promise<string> {
    const known = this.sent.get(audience);
    if (known && known.until - margin > this.now()) return known.token;
    const issuedAt = Math.floor(this.now() / 1000);
    const token = await new SignJWT()
      .setProtectedHeader({ alg: 'EdDSA', kid: this.keys.kid, typ: 'rollcall-service+jwt' })
      .setIssuer(this.service)
      .setAudience(audience)
      .setIssuedAt(issuedAt)
      .setExpirationTime(issuedAt + lifetime)
      .sign(this.keys.privateKey);
    this.sent.set(audience, { token, until: (issuedAt + lifetime) * 1000 });
    return token;
  }

  /**
   * The service a token comes from.
   * @throws Refused `service-token-refused`; DependencyAway when the sender's keys cannot be fetched.
   */
  async verify(token: string): Promise<string> {
    const known = this.verified.get(token);
    if (known && known.until > this.now()) return known.service;
    const issuer = issuerOf(token);
    if (!issuer || !this.urls.has(issuer)) throw refused();
    const { until } = await this.check(token, issuer);
    if (this.verified.size >= rememberedTokens) this.verified.clear();
    this.verified.set(token, { service: issuer, until });
    return issuer;
  }

  private async check(token: string, issuer: string): Promise<{ until: number }> {
    try {
      const { payload } = await jwtVerify(token, this.keySet(issuer), {
        algorithms: ['EdDSA'],
        typ: 'rollcall-service+jwt',
        issuer,
        audience: this.service,
        maxTokenAge: lifetime,
        clockTolerance: 5,
        requiredClaims: ['exp'],
        currentDate: new Date(this.now()),
      });
      return { until: payload.exp! * 1000 };
    } catch (error) {
      if (
        error instanceof errors.JOSEError &&
        !fetchFailures.some((kind) => error instanceof kind) &&
        error.code !== 'ERR_JOSE_GENERIC'
      )
        throw refused();
      this.keySets.delete(issuer);
      throw new DependencyAway(`the keys of ${issuer} cannot be fetched`, { cause: error });
    }
  }

  private keySet(issuer: string): ReturnType<typeof createRemoteJWKSet> {
    const known = this.keySets.get(issuer);
    if (known) return known;
    const url = new URL(`${this.urls.of(issuer)}/.well-known/jwks.json`);
    const keySet = createRemoteJWKSet(url, { timeoutDuration: 2000, cooldownDuration: 1000 });
    this.keySets.set(issuer, keySet);
    return keySet;
  }
}

const refused = (): Refused =>
  new Refused(reject('service-token-refused', 'This route is for services of this installation.'));

function issuerOf(token: string): string | undefined {
  try {
    return decodeJwt(token).iss;
  } catch {
    return undefined;
  }
}

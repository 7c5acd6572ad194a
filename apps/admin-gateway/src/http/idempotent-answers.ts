import { Inject, Injectable } from '@nestjs/common';
import { decodeToken, encodeToken, reject, type Rejection, streamVersion } from '@rollcall/event-sourcing';
import type { EphemeralStore } from '@rollcall/event-sourcing';
import { Answer, EPHEMERAL, type FieldError, IDS, type Ids, INSTANCE, Refused } from '@rollcall/service-kit';

/** A finished request’s answer is kept this long, ms. */
const kept = 24 * 60 * 60_000;
/** A request of another gateway that never finished (a crash) stands in the way this long, ms. */
const running = 30_000;

type StoredParts = Readonly<{ status?: number; etag?: string; location?: string; body?: unknown; token: string }>;
/** Which process works on a request: `instance` is what it is called at every start, `life` is this start's own. */
type Owner = Readonly<{ instance: string; life: string }>;
type Kept =
  | Readonly<{ state: 'running'; fingerprint: string; owner: Owner }>
  | Readonly<{ state: 'done'; fingerprint: string; plain: boolean; parts: StoredParts }>
  | Readonly<{ state: 'refused'; fingerprint: string; rejection: Rejection; errors: readonly FieldError[] }>;

/** Answers of requests that carried an Idempotency-Key. */
@Injectable()
export class IdempotentAnswers {
  private readonly owner: Owner;

  constructor(
    @Inject(EPHEMERAL) private readonly ephemeral: EphemeralStore,
    @Inject(INSTANCE) instance: string,
    @Inject(IDS) ids: Ids,
  ) {
    this.owner = { instance, life: ids.next() };
  }

  /**
   * Runs a request once per key; a repeat gets the stored answer. What an earlier life of this very process left running
   * nobody works on any more: it runs again at once, under the same derived ids (KRN-04).
   * @throws Refused `idempotency-key-reused` for another request under the key, `command-in-progress` while the first runs.
   */
  async once(
    { key, fingerprint }: Readonly<{ key: string; fingerprint: string }>,
    run: () => Promise<unknown>,
  ): Promise<unknown> {
    const mine: Kept = { state: 'running', fingerprint, owner: this.owner };
    const known = await this.ephemeral.get<Kept>(key);
    if (known && !(this.leftBehind(known) && known.fingerprint === fingerprint)) return replay(known, fingerprint);
    if (!(await this.ephemeral.compareAndSet<Kept>(key, known, mine, running))) {
      return this.once({ key, fingerprint }, run);
    }
    const settle = (next: Kept | undefined): Promise<boolean> =>
      this.ephemeral.compareAndSet<Kept>(key, mine, next, kept);
    try {
      const answer = await run();
      await settle({ state: 'done', fingerprint, ...stored(answer) });
      return answer;
    } catch (error) {
      // What was refused stays refused; what broke or waited for something may be tried again under the same key.
      const final = error instanceof Refused && error.rejection.rejected !== 'service-unavailable';
      await settle(
        final ? { state: 'refused', fingerprint, rejection: error.rejection, errors: error.errors } : undefined,
      );
      throw error;
    }
  }

  private leftBehind(known: Kept): boolean {
    if (known.state !== 'running') return false;
    const { instance, life } = known.owner;
    return instance === this.owner.instance && life !== this.owner.life;
  }
}

function replay(known: Kept, fingerprint: string): unknown {
  if (known.fingerprint !== fingerprint) {
    throw new Refused(reject('idempotency-key-reused', 'This key came with another request before.'));
  }
  switch (known.state) {
    case 'running':
      throw new Refused(reject('command-in-progress', 'The same request is still being worked on.'));
    case 'refused':
      throw new Refused(known.rejection, known.errors);
    case 'done': {
      const { etag, token, ...parts } = known.parts;
      if (known.plain) return parts.body;
      return new Answer({
        ...parts,
        token: decodeToken(token),
        ...(etag !== undefined && { etag: streamVersion(BigInt(etag)) }),
      });
    }
  }
}

function stored(answer: unknown): Readonly<{ plain: boolean; parts: StoredParts }> {
  if (!(answer instanceof Answer))
    return { plain: true, parts: { token: '', ...(answer !== undefined && { body: answer }) } };
  const { status, etag, location, body, token = [] } = answer.parts;
  return {
    plain: false,
    parts: {
      token: encodeToken(token),
      ...(status !== undefined && { status }),
      ...(etag !== undefined && { etag: String(etag) }),
      ...(location !== undefined && { location }),
      ...(body !== undefined && { body }),
    },
  };
}

import { Inject, Injectable } from '@nestjs/common';
import { decodeToken, encodeToken, reject, type Rejection, streamVersion } from '@rollcall/event-sourcing';
import type { EphemeralStore } from '@rollcall/event-sourcing';
import { Answer, EPHEMERAL, type FieldError, Refused } from '@rollcall/service-kit';

/** A finished request’s answer is kept this long, ms. */
const kept = 24 * 60 * 60_000;
/** A request that never finished (a crash) stands in the way this long, ms. */
const running = 30_000;

type StoredParts = Readonly<{ status?: number; etag?: string; location?: string; body?: unknown; token: string }>;
type Kept =
  | Readonly<{ state: 'running'; fingerprint: string }>
  | Readonly<{ state: 'done'; fingerprint: string; plain: boolean; parts: StoredParts }>
  | Readonly<{ state: 'refused'; fingerprint: string; rejection: Rejection; errors: readonly FieldError[] }>;

/** Answers of requests that carried an Idempotency-Key. */
@Injectable()
export class IdempotentAnswers {
  constructor(@Inject(EPHEMERAL) private readonly ephemeral: EphemeralStore) {}

  /**
   * Runs a request once per key; a repeat gets the stored answer.
   * @throws Refused `idempotency-key-reused` for another request under the key, `command-in-progress` while the first runs.
   */
  async once(
    { key, fingerprint }: Readonly<{ key: string; fingerprint: string }>,
    run: () => Promise<unknown>,
  ): Promise<unknown> {
    const mine: Kept = { state: 'running', fingerprint };
    if (!(await this.ephemeral.compareAndSet<Kept>(key, undefined, mine, running))) {
      const known = await this.ephemeral.get<Kept>(key);
      if (known) return replay(known, fingerprint);
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

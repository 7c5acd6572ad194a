import { Inject, Injectable } from '@nestjs/common';
import type { Clock } from '@rollcall/event-sourcing';
import { CLOCK, READ_YOUR_WRITES, type ReadYourWrites, ServiceClient } from '@rollcall/service-kit';
import { membersDeclaration } from '../read-models/members.composition.js';
import { rolesDeclaration } from '../read-models/roles.composition.js';
import { sessionsDeclaration } from '../read-models/sessions.composition.js';
import { teamsDeclaration } from '../read-models/teams.composition.js';

/** A view counts as fresh this long after the moment of which it is known to hold everything, ms (DESIGN section 5). */
const freshFor = 5_000;
/** While requests come, the views are looked at this often, ms. */
const often = 1_000;
/** Nobody is kept waiting for a look longer than this, ms. */
const patience = 500;

/** A part of what is decided on: whose word it is, and the read models that keep it. */
type Source = Readonly<{ owners: readonly string[]; models: readonly Readonly<{ name: string }>[] }>;

/** Each decision needs some of these. */
const sources = {
  session: { owners: ['identity'], models: [sessionsDeclaration] },
  membership: { owners: ['directory', 'identity'], models: [membersDeclaration] },
  access: { owners: ['authorization'], models: [membersDeclaration, rolesDeclaration] },
  administration: { owners: ['licensing'], models: [teamsDeclaration] },
} satisfies Readonly<Record<string, Source>>;

/** Who is signed in; as whom of which site; what their roles allow; who administers which team. */
export type View = keyof typeof sources;

/** What is known of a view: of the moment `asOf` it held everything; `old`: it was found too old, and not yet fresh again. */
type Seen = { asOf: number; old: boolean; looking: Promise<void> };
const neverSeen = (): Seen => ({ asOf: Number.NEGATIVE_INFINITY, old: false, looking: Promise.resolve() });

/** Words of a service about its publications that promise what it says of their lag. */
const promising: ReadonlySet<string> = new Set(['live', 'catching-up']);

/** What a service says of its publications: everything decided by `lagMs` ago has been published. */
type Feed = Readonly<{ status: string; lagMs: number }>;

/**
 * Knows which of its views this gateway may decide on: those of which it holds everything that the services had decided
 * 5 s ago (STO-8). Looks only while requests come.
 */
@Injectable()
export class Freshness {
  private lookedAt = Number.NEGATIVE_INFINITY;
  private readonly seen: Readonly<Record<View, Seen>> = {
    session: neverSeen(),
    membership: neverSeen(),
    access: neverSeen(),
    administration: neverSeen(),
  };

  constructor(
    @Inject(READ_YOUR_WRITES) private readonly readYourWrites: ReadYourWrites,
    @Inject(ServiceClient) private readonly services: ServiceClient,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** Whether a view is fresh; waits a moment for the answer where the last look is too old. */
  async isFresh(view: View): Promise<boolean> {
    const now = this.now();
    if (now - this.lookedAt >= often) {
      this.lookedAt = now;
      this.look(now);
    }
    const seen = this.seen[view];
    if (now - seen.asOf <= freshFor) return true;
    // Found old, it is old until a look has told otherwise: not every request waits for that anew.
    if (seen.old) return false;
    await this.within(patience, seen.looking).catch(() => undefined);
    seen.old = this.now() - seen.asOf > freshFor;
    return !seen.old;
  }

  /** Looks may overlap; a slow one that succeeds late tells of the moment it began. */
  private look(began: number): void {
    const published = remembered((owner: string) => this.published(owner));
    // While the gateway starts this throws at once: it must not leave other questions without anybody to fail to.
    const quiet = remembered(async (name: string) => this.readYourWrites.quiet({ name }));
    for (const [view, { owners, models }] of Object.entries(sources) as [View, Source][]) {
      const read = async (): Promise<number> => {
        const lags = await Promise.all(owners.map(published));
        // Only now: what was published while the owners were asked is a part of it.
        await Promise.all(models.map(({ name }) => quiet(name)));
        return began - Math.max(...lags);
      };
      const seen = this.seen[view];
      seen.looking = this.within(freshFor, read()).then(
        (asOf) => {
          seen.asOf = Math.max(seen.asOf, asOf);
          if (this.now() - seen.asOf <= freshFor) seen.old = false;
        },
        // A service that does not answer, or a bus that stands still: the view grows old, which is all there is to know.
        () => undefined,
      );
    }
  }

  /** How far behind a service publishes, ms. @throws Error when it cannot say. */
  private async published(owner: string): Promise<number> {
    const answer = await this.services.get<Feed>(owner, '/internal/v1/feed');
    if (!answer.ok || !promising.has(answer.body.status)) throw new Error(`${owner} does not publish`);
    return answer.body.lagMs;
  }

  /** @throws Error when the time is over first. */
  private async within<T>(milliseconds: number, work: Promise<T>): Promise<T> {
    const done = new AbortController();
    const over = this.clock.sleepUntil(new Date(this.now() + milliseconds), done.signal);
    const late = over.then(() => Promise.reject(new Error('late')));
    return Promise.race([work, late]).finally(() => done.abort());
  }

  private now(): number {
    return this.clock.now().getTime();
  }
}

/** Asks once for each name, whoever asks again. */
function remembered<T>(ask: (name: string) => Promise<T>): (name: string) => Promise<T> {
  const asked = new Map<string, Promise<T>>();
  return (name) => asked.get(name) ?? asked.set(name, ask(name)).get(name)!;
}

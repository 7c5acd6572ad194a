import { Inject, Injectable } from '@nestjs/common';
import type { Clock } from '@rollcall/event-sourcing';
import { CLOCK, READ_YOUR_WRITES, type ReadYourWrites, ServiceClient } from '@rollcall/service-kit';
import { membersDeclaration } from '../read-models/members.composition.js';
import { rolesDeclaration } from '../read-models/roles.composition.js';
import { sessionsDeclaration } from '../read-models/sessions.composition.js';

/** A view counts as fresh this long after the moment of which it is known to hold everything, ms (DESIGN section 5). */
const freshFor = 5_000;
/** A service may publish this much behind what it has decided, ms. */
const publishingLag = 2_000;
/** While requests come, the view is looked at this often, ms. */
const often = 1_000;
/** Nobody is kept waiting for a look longer than this, ms. */
const patience = 1_500;

/** What decides who may do what. */
const deciding = [membersDeclaration, sessionsDeclaration, rolesDeclaration];
const owners = ['directory', 'identity', 'authorization'];

/** What a service says of its publications. */
type Feed = Readonly<{ status: string; lagMs: number }>;

/**
 * Knows whether this gateway may decide on its own view: within the last 5 s it read everything that was published, and
 * the services had published everything they decided. Looks only while requests come.
 */
@Injectable()
export class Freshness {
  /** Of this moment the view is known to hold everything. */
  private asOf = Number.NEGATIVE_INFINITY;
  private lookedAt = Number.NEGATIVE_INFINITY;
  private looking: Promise<void> = Promise.resolve();

  constructor(
    @Inject(READ_YOUR_WRITES) private readonly readYourWrites: ReadYourWrites,
    @Inject(ServiceClient) private readonly services: ServiceClient,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** Whether the view is fresh; waits a moment for the answer where the last look is too old. */
  async isFresh(): Promise<boolean> {
    const now = this.now();
    if (now - this.lookedAt >= often) {
      this.lookedAt = now;
      this.looking = this.look(now);
    }
    if (now - this.asOf <= freshFor) return true;
    await this.within(patience, this.looking).catch(() => undefined);
    return this.now() - this.asOf <= freshFor;
  }

  /** Looks may overlap; a slow one that succeeds late tells of the moment it began. */
  private async look(began: number): Promise<void> {
    try {
      const feeds = owners.map((service) => this.services.get<Feed>(service, '/internal/v1/feed'));
      // While the gateway starts this throws at once: it must not leave the questions above without anybody to fail to.
      const read = deciding.map(async (model) => this.readYourWrites.quiet(model));
      const [answers] = await Promise.all([Promise.all(feeds), this.within(freshFor, Promise.all(read))]);
      const published = answers.every((answer) => answer.ok && isCurrent(answer.body));
      if (published) this.asOf = Math.max(this.asOf, began);
    } catch {
      // A service that does not answer, or a bus that stands still: the view grows old, which is all there is to know.
    }
  }

  /** @throws Error when the time is over first. */
  private async within(milliseconds: number, work: Promise<unknown>): Promise<void> {
    const done = new AbortController();
    const over = this.clock.sleepUntil(new Date(this.now() + milliseconds), done.signal);
    await Promise.race([work, over.then(() => Promise.reject(new Error('late')))]).finally(() => done.abort());
  }

  private now(): number {
    return this.clock.now().getTime();
  }
}

const isCurrent = ({ status, lagMs }: Feed): boolean => status === 'live' && lagMs < publishingLag;

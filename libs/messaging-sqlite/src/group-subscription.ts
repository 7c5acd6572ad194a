import { randomUUID } from 'node:crypto';
import type { Subscription, SubscriptionStatus } from '@rollcall/event-sourcing';
import { StoreClosed } from '@rollcall/event-sourcing';
import type { MessageLog } from './message-log.js';
import type { Claim, Member, Offsets } from './offsets.js';
import type { Partition } from './partition-of.js';
import { nameOf, partitionsOf } from './partition-of.js';
import type { Signal } from './signal.js';
import { Worker } from './worker.js';
import type { WorkerPorts } from './worker.js';

/** What a member of a group works with. */
export type GroupPorts = Omit<WorkerPorts, 'handled' | 'parkedMoved'> &
  Readonly<{
    topics: readonly string[];
    log: MessageLog;
    offsets: Offsets;
    /** Raised whenever offsets or parked messages have moved. */
    moved: Signal;
    /** The group's partitions are shared out anew: the other members look again. */
    shared: (from: GroupSubscription) => void;
    ended: (subscription: GroupSubscription) => void;
  }>;

/** One member of a group: holds its share of the partitions, a worker for each, and moves the group's offsets. */
export class GroupSubscription implements Subscription {
  readonly id: string;
  readonly group: string;
  readonly #ports: GroupPorts;
  readonly #member: Member;
  readonly #workers = new Map<string, Readonly<{ worker: Worker; places: readonly string[] }>>();
  readonly #uncommitted = new Map<string, Claim>();
  #committing: Promise<void> | undefined;
  #balancing: Promise<void> = Promise.resolve();
  #state: 'starting' | 'running' | 'stopped' = 'starting';
  #members = '';
  #wanting = false;

  constructor(ports: GroupPorts) {
    this.#ports = ports;
    this.group = ports.group;
    this.id = `${ports.group}/${randomUUID()}`;
    this.#member = { group: ports.group, id: this.id, topics: ports.topics };
  }

  get status(): SubscriptionStatus {
    if (this.#state !== 'running') return this.#state;
    const all = [...this.#workers.values()].map(({ worker }) => worker.status);
    return all.find((status) => status === 'paused') ?? all.find((status) => status === 'catching-up') ?? 'live';
  }

  get lag(): bigint {
    // Who has left follows nothing, and the files may be closed.
    if (this.#state === 'stopped') return 0n;
    const positions = this.#ports.offsets.positions(this.group);
    const counts = partitionsOf(this.#ports.topics).map((place) =>
      this.#ports.log.countAfter(place, positions.get(nameOf(place)) ?? 0),
    );
    return BigInt(counts.reduce((sum, count) => sum + count, 0));
  }

  async quiet(): Promise<void> {
    const { log, offsets, parked, scheduler, moved, topics } = this.#ports;
    this.#assertRunning();
    const targets = await scheduler.run(() => {
      const head = log.head();
      return partitionsOf(topics).map((place) => ({ name: nameOf(place), last: log.last(place, head) }));
    });
    await moved.until(() => {
      this.#assertRunning();
      const positions = offsets.positions(this.group);
      return targets.every(({ name, last }) => (positions.get(name) ?? 0) >= last) && !parked.isDue(this.group);
    });
  }

  /** New messages lie in these partitions, or perhaps in any. */
  wake(places: readonly Partition[] | 'all'): void {
    const names = places === 'all' ? undefined : new Set(places.map(nameOf));
    for (const { worker, places: own } of this.#workers.values()) {
      if (!names || own.some((name) => names.has(name))) worker.wake();
    }
  }

  /** Whether members of other processes have come or gone, or have given up what this one waits for. */
  get unbalanced(): boolean {
    return this.#wanting || this.#members !== this.#ports.offsets.members(this.group);
  }

  /** Tries again to commit what could not be committed when it was handled. */
  commitLeftOver(): void {
    if (this.#uncommitted.size > 0) this.#committing ??= this.#commitLater();
  }

  /** Renews the lease and takes, starts, stops and gives up partitions as the group's members come and go. */
  balance(): Promise<void> {
    const balanced = this.#balancing.catch(() => undefined).then(() => this.#balance());
    this.#balancing = balanced;
    return balanced;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (this.#state === 'stopped') return;
    this.#state = 'stopped';
    await this.#balancing.catch(() => undefined);
    await Promise.all([...this.#workers.keys()].map((name) => this.#stop(name)));
    await this.#commitNow();
    // When the file is away, what it held is free once its lease has run out.
    await this.#ports.scheduler.run(() => this.#ports.offsets.leave(this.#member)).catch(() => undefined);
    this.#ports.ended(this);
    this.#ports.shared(this);
    this.#ports.moved.raise();
  }

  async #balance(): Promise<void> {
    const { offsets, clock, scheduler } = this.#ports;
    if (this.#state === 'stopped') return;
    const shareOut = () => scheduler.run(() => offsets.balance(this.#member, clock.now()));
    const { held, surplus, wanting } = await shareOut();
    this.#wanting = wanting;
    this.#members = offsets.members(this.group);
    const wanted = this.#piles(held);
    const obsolete = [...this.#workers.keys()].filter((name) => !wanted.has(name));
    await Promise.all(obsolete.map((name) => this.#stop(name)));
    if (obsolete.length > 0) await this.#commitNow();
    if (surplus.length > 0) await scheduler.run(() => offsets.release(this.#member, surplus));
    // Workers that have just stopped have moved the offsets.
    const fresh = obsolete.length > 0 ? this.#piles((await shareOut()).held) : wanted;
    for (const [name, claims] of fresh) {
      if (!this.#workers.has(name)) {
        this.#workers.set(name, { worker: this.#work(claims), places: claims.map(nameOf) });
      }
    }
    if (this.#state === 'starting') {
      this.#state = 'running';
      this.#ports.shared(this);
    }
    if (surplus.length > 0) this.#ports.shared(this);
  }

  /** Which partitions are worked on together, by a name that changes with their owner's epoch. */
  #piles(held: readonly Claim[]): ReadonlyMap<string, readonly Claim[]> {
    const piles = 'each' in this.#ports.handling ? held.map((claim) => [claim]) : held.length > 0 ? [held] : [];
    return new Map(piles.map((pile) => [pile.map((claim) => `${nameOf(claim)}@${claim.epoch}`).join(), pile]));
  }

  #work(claims: readonly Claim[]): Worker {
    const handled = (claim: Claim): void => {
      this.#uncommitted.set(nameOf(claim), claim);
      this.#committing ??= this.#commitLater();
    };
    return new Worker({ ...this.#ports, handled, parkedMoved: () => this.#ports.moved.raise() }, claims);
  }

  #assertRunning(): void {
    if (this.#state === 'stopped') throw new StoreClosed(`The subscription ${this.id} has ended.`);
  }

  async #stop(name: string): Promise<void> {
    await this.#workers.get(name)?.worker.stop();
    this.#workers.delete(name);
  }

  /** One commit carries what was handled until its turn of the loop comes. */
  async #commitLater(): Promise<void> {
    const { moved } = this.#ports;
    try {
      // Ends in the tick in which nothing is left: what is handled after that starts a commit of its own.
      while (this.#uncommitted.size > 0) {
        const lost = await this.#commitAll();
        // Not awaited: a worker that is being stopped may itself be waiting for this commit.
        if (lost.length > 0) void this.balance().catch(() => undefined);
        moved.raise();
      }
    } catch {
      // The file is locked or full. What was handled stays uncommitted until the next look around; losing it repeats work.
      moved.raise();
    } finally {
      this.#committing = undefined;
    }
  }

  #commitAll(): Promise<readonly Claim[]> {
    return this.#ports.scheduler.run(() => {
      const lost = this.#ports.offsets.commit(this.#member, [...this.#uncommitted.values()]);
      this.#uncommitted.clear();
      return lost;
    });
  }

  async #commitNow(): Promise<void> {
    this.commitLeftOver();
    await this.#committing;
  }
}

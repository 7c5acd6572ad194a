import { Inject, Injectable } from '@nestjs/common';
import type { EphemeralStore } from '@rollcall/event-sourcing';
import { EPHEMERAL, IDS, type Ids } from '@rollcall/service-kit';

/** One thing that changed, and whose it is. */
export type Change = Readonly<{
  kind: 'person' | 'project' | 'group' | 'role' | 'seats' | 'import' | 'diagnostic-run' | 'membership' | 'session';
  id: string;
  siteId?: string;
  teamId?: string;
  accountId?: string;
  /** Of a project. */
  private?: boolean;
}>;
/** A place in the log: counts within one life of the store, which `epoch` names. */
export type Place = Readonly<{ epoch: string; count: number }>;

const day = 24 * 60 * 60_000;
const headKey = 'changes/head';
/** The head outlives every entry. */
const headLife = 3650 * day;
const entryKey = ({ epoch, count }: Place): string => `changes/${epoch}/${count}`;

/** What changed in the last 24 hours, in order: event streams are read from here and resume here. */
@Injectable()
export class ChangeLog {
  private appending: Promise<void> = Promise.resolve();
  private appended = Promise.withResolvers<void>();
  /** The place the readers were last woken for, as an event's id. */
  private woken = '';

  constructor(
    @Inject(EPHEMERAL) private readonly ephemeral: EphemeralStore,
    @Inject(IDS) private readonly ids: Ids,
  ) {}

  /** Resolves when something is appended next, or {@link look} finds something. */
  get next(): Promise<void> {
    return this.appended.promise;
  }

  /** Appends one batch and wakes the readers. */
  append(changes: readonly Change[]): Promise<void> {
    const work = this.appending.then(() => this.write(changes));
    this.appending = work.catch(() => undefined);
    return work;
  }

  /** Wakes the readers for what another gateway has appended. */
  async look(): Promise<void> {
    this.wake(await this.head());
  }

  /** The newest place. */
  async head(): Promise<Place> {
    const known = await this.ephemeral.get<Place>(headKey);
    if (known) return known;
    const first = { epoch: this.ids.next(), count: 0 };
    const mine = await this.ephemeral.compareAndSet(headKey, undefined, first, headLife);
    return mine ? first : this.head();
  }

  /** The batches after a place, a hundred at most; `undefined` when the place is older than what is kept. */
  async after(place: Place): Promise<Readonly<{ changes: readonly Change[]; to: Place; more: boolean }> | undefined> {
    const head = await this.head();
    if (place.epoch !== head.epoch || place.count > head.count) return undefined;
    const last = Math.min(head.count, place.count + 100);
    const changes: Change[] = [];
    for (let count = place.count + 1; count <= last; count += 1) {
      const batch = await this.ephemeral.get<readonly Change[]>(entryKey({ epoch: head.epoch, count }));
      if (!batch) return undefined;
      changes.push(...batch);
    }
    return { changes, to: { epoch: head.epoch, count: last }, more: last < head.count };
  }

  /** The entry comes first: a head that is seen has its entry. Another gateway may be faster, so the place is tried for. */
  private async write(changes: readonly Change[]): Promise<void> {
    for (;;) {
      const head = await this.head();
      const place = { ...head, count: head.count + 1 };
      const mine = await this.ephemeral.compareAndSet(entryKey(place), undefined, changes, day);
      await this.ephemeral.compareAndSet(headKey, head, place, headLife);
      if (mine) return this.wake(place);
    }
  }

  private wake(place: Place): void {
    const id = formatPlace(place);
    if (id === this.woken) return;
    this.woken = id;
    this.appended.resolve();
    this.appended = Promise.withResolvers();
  }
}

/** A place as an event’s id. */
export const formatPlace = ({ epoch, count }: Place): string => `${epoch}.${count}`;

/** Reads {@link formatPlace}; `undefined` for anything else. */
export function parsePlace(text: string): Place | undefined {
  const [, epoch, count] = /^([\w-]{1,100})\.(\d{1,15})$/.exec(text) ?? [];
  return epoch !== undefined && count !== undefined ? { epoch, count: Number(count) } : undefined;
}

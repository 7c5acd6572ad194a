import type {
  Deadline,
  DeadlineChange,
  DeadlineProjection,
  EventStore,
  Message,
  Position,
  Recorded,
} from '@rollcall/event-sourcing';

/** What a service's log says is due later; a test says when later is. */
export interface StoryDeadlines {
  /** The first that is not over, or as many further as `pick` says; it is not answered again. */
  take(pick: number): Promise<Deadline | undefined>;
}

/** Follows a log with the service's own projection of deadlines. */
export function createStoryDeadlines<E extends Message>(
  { on }: DeadlineProjection<E>,
  store: EventStore,
): StoryDeadlines {
  const known = new Map<string, Deadline>();
  const reactions = on as unknown as Readonly<Record<string, (event: Recorded) => readonly DeadlineChange[]>>;
  let reached: Position | 'start' = 'start';
  const follow = async (): Promise<void> => {
    // An empty log has no place to be caught up at.
    if ((await store.head()) === 'start') return;
    const { signal } = new AbortController();
    for await (const entry of store.follow({ after: reached, types: Object.keys(on), signal })) {
      reached = entry.position;
      if (entry.kind === 'caught-up') return;
      if (entry.kind !== 'event') continue;
      for (const { key, deadline } of reactions[entry.event.type]?.(entry.event) ?? []) {
        if (deadline) known.set(key, { key, ...deadline });
        else known.delete(key);
      }
    }
  };
  return {
    take: async (pick) => {
      await follow();
      const deadline = [...known.values()][pick % Math.max(known.size, 1)];
      if (deadline) known.delete(deadline.key);
      return deadline;
    },
  };
}

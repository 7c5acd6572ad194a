import type { CachedStream, Evolution } from './cached-stream.js';
import type { StreamName } from './message.js';

/** The streams used last, up to a number; those a command holds stay. */
export class StreamCache {
  /** The one used longest ago comes first. */
  private readonly streams = new Map<StreamName, CachedStream>();

  constructor(
    private readonly size: number,
    private readonly create: (stream: StreamName, evolution: Evolution | undefined) => CachedStream,
  ) {}

  /**
   * The stream, held until {@link release}; without an evolution only for its command ids.
   * @throws Error when the stream is known with another decider: its state would have two meanings.
   */
  hold(stream: StreamName, evolution?: Evolution): CachedStream {
    const known = this.streams.get(stream);
    if (known?.evolution && evolution && known.evolution !== evolution) {
      throw new Error(`${stream} is looked at with two different deciders`);
    }
    const usable = known && (known.evolution || !evolution) ? known : this.create(stream, evolution);
    this.streams.delete(stream);
    this.streams.set(stream, usable);
    usable.holders += 1;
    this.evict();
    return usable;
  }

  release(cached: CachedStream): void {
    cached.holders -= 1;
  }

  /** Forgets every state; a command that holds one goes on with what it has. */
  forget(): void {
    this.streams.clear();
  }

  private evict(): void {
    for (const [stream, { holders }] of this.streams) {
      if (this.streams.size <= this.size) return;
      if (holders === 0) this.streams.delete(stream);
    }
  }
}

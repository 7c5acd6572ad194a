import type { Position } from './message.js';

/** How far a named follower of one's own log has come; each service's relay keeps one (KRN-09). */
export interface Checkpoints {
  load(name: string): Promise<Position | 'start'>;
  /**
   * Moves the checkpoint, compare-and-set.
   * @throws CheckpointConflict when it does not stand at `from`: another runner has moved it.
   */
  save(name: string, from: Position | 'start', to: Position): Promise<void>;
  close(): Promise<void>;
}

import type { Disturbance } from './play-disturbed.js';
import { failPointOf } from './fail-point.js';

/** Kills one after the other, each counted from the start after the last one: `port:event:call:when`. */
export const killedAt = (...points: readonly string[]): readonly Disturbance[] =>
  points.map((point) => ({ point: failPointOf(point) }));

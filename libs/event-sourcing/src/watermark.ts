import { type Position, reached } from './message.js';

/**
 * Of which moment it is known that everything a log held then has been worked off. Events tell only when their cause
 * happened, which may be long before they were stored; so the log's end is marked, and the moment counts once it is passed.
 */
export class Watermark {
  #mark: Readonly<{ at: Date; end: Position | 'start' }> | undefined;
  #passed: Date;
  #known = false;

  /** `start`: when the work began; of no moment is anything known then. */
  constructor(start: Date) {
    this.#passed = start;
  }

  /** Whether a mark is set that has not been passed. */
  get isAhead(): boolean {
    return this.#mark !== undefined;
  }

  /** Whether {@link passed} is such a moment already, and not only the start. */
  get isKnown(): boolean {
    return this.#known;
  }

  /** The newest such moment. */
  get passed(): Date {
    return this.#passed;
  }

  /** At this moment nothing was left to do. */
  reachEnd(at: Date): void {
    this.#mark = undefined;
    this.#pass(at);
  }

  /** Marks where the log ends at this moment. `idle`: until now nothing was left to do. */
  set(at: Date, end: Position | 'start', idle: boolean): void {
    this.#mark = { at, end };
    if (idle) this.#pass(at);
  }

  /** Everything up to this place has been worked off. */
  reach(position: Position | 'start'): void {
    if (!this.#mark || !reached(position, this.#mark.end)) return;
    this.#pass(this.#mark.at);
    this.#mark = undefined;
  }

  #pass(at: Date): void {
    this.#passed = at;
    this.#known = true;
  }
}

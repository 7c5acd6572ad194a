import { type Position, reached } from './message.js';

/**
 * Of which moment it is known that everything a log held then has been worked off. Events tell only when their cause
 * happened, which may be long before they were stored; so the log's end is marked, and the moment counts once it is passed.
 */
export class Watermark {
  #mark: Readonly<{ at: Date; end: Position | 'start' }> | undefined;
  #position: Position | 'start' = 'start';
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
  pass(at: Date): void {
    this.#passed = at;
    this.#known = true;
  }

  /** At this moment the log ended here. A mark that is not passed yet stays where it is. */
  mark(at: Date, end: Position | 'start'): void {
    if (!reached(this.#position, end)) return void (this.#mark ??= { at, end });
    this.#mark = undefined;
    this.pass(at);
  }

  /** Everything up to this place has been worked off. */
  reach(position: Position | 'start'): void {
    this.#position = position;
    if (!this.#mark || !reached(position, this.#mark.end)) return;
    this.pass(this.#mark.at);
    this.#mark = undefined;
  }
}

import {
  type CompositionRun,
  type ConsistencyToken,
  DependencyAway,
  reject,
  type Target,
} from '@rollcall/event-sourcing';
import { Refused } from '../http/refused.js';

/** A read that carries a token waits this long at most, ms (DESIGN section 6). */
const patience = 2000;

/** Lets a read wait for the caller's own writes (KRN-16). */
export class ReadYourWrites {
  private readonly runs = new Map<string, CompositionRun>();

  /** Called by the lifecycle when a composition runs. */
  attach(name: string, run: CompositionRun): void {
    this.runs.set(name, run);
  }

  /**
   * Resolves when the composition of this name holds everything published before the call (KRN-16): for work that must
   * not judge by half of what happened.
   * @throws DependencyAway before the service follows the bus.
   */
  quiet({ name }: Pick<Target, 'name'>): Promise<void> {
    return this.runOf(name).quiet();
  }

  /**
   * Resolves when the composition of this name holds everything the token names.
   * @throws Refused `consistency-timeout` after 2 s: never older data. DependencyAway before the service follows the bus.
   */
  async waitFor(token: ConsistencyToken, { name }: Pick<Target, 'name'>): Promise<void> {
    if (token.length === 0) return;
    if (await this.runOf(name).waitForFacets(token, patience)) return;
    throw new Refused(reject('consistency-timeout', 'Your last change has not arrived here yet; try again.'));
  }

  private runOf(name: string): CompositionRun {
    const run = this.runs.get(name);
    if (!run) throw new DependencyAway(`${name} is not being composed yet`);
    return run;
  }
}

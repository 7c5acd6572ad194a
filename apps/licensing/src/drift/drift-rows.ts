import { Inject, Injectable } from '@nestjs/common';
import {
  type Clock,
  type CommandContext,
  type CommandHandler,
  decideOne,
  type EventStore,
  type RowChange,
} from '@rollcall/event-sourcing';
import {
  CLOCK,
  COMMAND_HANDLER,
  EVENT_STORE,
  type Ids,
  IDS,
  readState,
  type RowsListener,
} from '@rollcall/service-kit';
import { settleFinding } from '../run/resolution.decisions.js';
import { runDecider } from '../run/run.decider.js';
import { runStream } from '../run/run.events.js';
import { siteDecider } from '../site/site.decider.js';
import { siteStream } from '../site/site.events.js';
import type { DriftRow } from './drift.composition.js';
import { driftDecider } from './drift.decider.js';
import { driftStream } from './drift.events.js';

/**
 * Follows the rows: what disagrees becomes an event when it begins and ends (STO-9), and a run that resolves learns what
 * came of each person. Level-triggered: the same row again changes nothing, so every row that is told is looked at.
 */
@Injectable()
export class DriftRows implements RowsListener {
  constructor(
    @Inject(COMMAND_HANDLER) private readonly handle: CommandHandler,
    @Inject(EVENT_STORE) private readonly store: EventStore,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(IDS) private readonly ids: Ids,
  ) {}

  /** Called after rows were stored, at least once. */
  async rowsChanged(changes: readonly RowChange<object>[]): Promise<void> {
    const rows = changes as readonly RowChange<DriftRow>[];
    await Promise.all(rows.map(({ before, after }) => this.note(after ?? before, after?.drift)));
    const present = rows.flatMap(({ after }) => after ?? []);
    for (const [siteId, ofSite] of Map.groupBy(present, (row) => row.siteId)) {
      const runId = await this.resolvingRun(siteId);
      if (runId === undefined) continue;
      await Promise.all(ofSite.map((row) => this.handle(settleFinding(runId, row), this.contextOf(row))));
    }
  }

  private async note(row: DriftRow | undefined, drift: DriftRow['drift']): Promise<void> {
    if (!row) return;
    const { personId, siteId } = row;
    const data = { personId, siteId, ...(drift && { drift: { personId, siteId, ...drift } }) };
    await this.handle(decideOne(driftDecider, driftStream(personId), { type: 'NoteDrift', data }), this.contextOf(row));
  }

  private async resolvingRun(siteId: string): Promise<string | undefined> {
    const { state: site } = await readState(this.store, siteDecider, siteStream(siteId));
    if (site.status === 'unknown' || site.runId === undefined) return undefined;
    const { state: run } = await readState(this.store, runDecider, runStream(site.runId));
    return run.status === 'requested' && run.figures.state === 'resolving' ? site.runId : undefined;
  }

  /** A command of its own each time: the same disagreement may begin twice. */
  private contextOf({ siteId, teamId }: DriftRow): CommandContext {
    const commandId = this.ids.next();
    return {
      ...{ commandId, causationId: commandId, correlationId: commandId, siteId, teamId },
      actor: { kind: 'service', id: 'licensing' },
      occurredAt: this.clock.now(),
    };
  }
}

import { Inject, Injectable } from '@nestjs/common';
import type { RunFacet } from '@rollcall/contracts';
import {
  type Clock,
  type Command,
  type CommandContext,
  type CommandHandler,
  decideOne,
  DependencyAway,
  type EventStore,
  type ReadModel,
  saysNotNow,
  type TeamId,
} from '@rollcall/event-sourcing';
import {
  CLOCK,
  COMMAND_HANDLER,
  EVENT_STORE,
  InjectReadModel,
  LOGGER,
  READ_YOUR_WRITES,
  readState,
  type ReadYourWrites,
  STOPPING,
} from '@rollcall/service-kit';
import { type DriftRow, driftDeclaration } from '../drift/drift.composition.js';
import { askCorrections } from './resolution.decisions.js';
import { runDecider } from './run.decider.js';
import { recordSlice } from './run.decisions.js';
import { runStream } from './run.events.js';
import { peopleFound } from './run-reading.js';
import type { Run } from './run.state.js';

/** People looked at, and findings asked for, in one append. */
const sliceOfPeople = 200;
const sliceOfFindings = 100;
/** So long a step waits for everything published to arrive, ms; then the message comes again. */
const patience = 10_000;

/** Gives the context of the n-th command that follows from one message. */
export type ContextOf = (index: number) => CommandContext;

/** Does what a run needs next. A step done twice changes nothing, so a run survives a kill at any place. */
@Injectable()
export class RunSteps {
  constructor(
    @Inject(COMMAND_HANDLER) private readonly handle: CommandHandler,
    @Inject(EVENT_STORE) private readonly store: EventStore,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(STOPPING) private readonly stopping: AbortSignal,
    @Inject(LOGGER) private readonly logger: Readonly<{ error: (details: object, message: string) => void }>,
    @Inject(READ_YOUR_WRITES) private readonly readYourWrites: ReadYourWrites,
    @InjectReadModel(driftDeclaration) private readonly people: ReadModel<DriftRow>,
  ) {}

  /** The next step of a run, if it has one. */
  async next(runId: string, contextOf: ContextOf): Promise<void> {
    const { state: run } = await readState(this.store, runDecider, runStream(runId));
    if (run.status === 'none') return;
    if (run.figures.state === 'analysing') await this.analyse(run, contextOf(0));
    if (run.figures.state === 'resolving') await this.resolve(run, contextOf);
  }

  /** Looks at one slice; its message leads to the next. What breaks fails the run, and changes nobody (DGN-05). */
  private async analyse(run: Extract<Run, { status: 'requested' }>, context: CommandContext): Promise<void> {
    try {
      if (run.next === undefined) await this.caughtUp();
      await this.handle(recordSlice(run.figures.runId, await this.slice(run)), context);
    } catch (error) {
      if (saysNotNow(error)) throw error;
      this.logger.error({ err: error, runId: run.figures.runId }, 'an analysis failed');
      const fail = { type: 'FailRun', data: { reason: 'The analysis failed; run it again.' } } as const;
      await this.handle(decideOne(runDecider, runStream(run.figures.runId), fail), context);
    }
  }

  private async slice({ teamId, figures, next }: Extract<Run, { status: 'requested' }>) {
    const query = { scope: { team: teamId as TeamId }, where: { siteId: figures.siteId } };
    const total = await this.people.count(query);
    const page = await this.people.find({ ...query, limit: sliceOfPeople, ...(next !== undefined && { after: next }) });
    return {
      rows: page.rows,
      people: Math.max(total.count, figures.analysed + page.rows.length),
      ...(next !== undefined && { from: next }),
      ...(page.next !== undefined && { next: page.next }),
    };
  }

  private async resolve(
    { teamId, figures }: Extract<Run, { status: 'requested' }>,
    contextOf: ContextOf,
  ): Promise<void> {
    const found = await peopleFound(this.store, figures.runId);
    for (let start = 0; start < found.length; start += sliceOfFindings) {
      const slice = found.slice(start, start + sliceOfFindings);
      const scope = { team: teamId as TeamId };
      const corrections = await Promise.all(
        slice.map(async (personId) => ({ personId, row: await this.people.get(scope, personId) })),
      );
      await this.apply(askCorrections(figures.runId, corrections), figures, contextOf(start / sliceOfFindings));
    }
  }

  private async apply(command: Command, { runId }: RunFacet, context: CommandContext): Promise<void> {
    const outcome = await this.handle(command, context);
    if (!outcome.ok) throw new Error(`Run ${runId} cannot go on: ${outcome.rejection.rejected}`);
  }

  /** Nobody is judged by half of what happened: waits until everything published is in the rows. */
  private async caughtUp(): Promise<void> {
    const over = new AbortController();
    const signal = AbortSignal.any([over.signal, this.stopping]);
    const late = this.clock.sleepUntil(new Date(this.clock.now().getTime() + patience), signal).then(() => {
      throw new DependencyAway('the people are not up to date yet');
    });
    try {
      await Promise.race([this.readYourWrites.quiet(driftDeclaration), late]);
    } finally {
      over.abort();
      late.catch(() => undefined);
    }
  }
}

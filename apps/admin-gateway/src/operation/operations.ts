import { Inject, Injectable } from '@nestjs/common';
import { type ImportFacet, importFacet, type RunFacet, runFacet } from '@rollcall/contracts';
import type { Party } from '@rollcall/event-sourcing';
import { type Action, rights } from '@rollcall/permission-engine';
import type { Caller } from '../access/caller.js';
import { Members } from '../access/members.js';
import { notFound } from '../http/upstream.js';
import { Facets } from '../read-models/facets.js';
import type { OperationDto } from './operation.dto.js';

/** Finds what runs long, for who started it and those who could have. */
@Injectable()
export class Operations {
  constructor(
    @Inject(Facets) private readonly facets: Facets,
    @Inject(Members) private readonly members: Members,
  ) {}

  /**
   * An operation as it stands.
   * @throws Refused `not-found` for an unknown one, and for a caller who neither started it nor may start one like it.
   */
  async require(caller: Caller, id: string): Promise<OperationDto> {
    const { operation, startedBy, right } = await this.find(id);
    // Who started something may know what becomes of it, whatever has become of them.
    if (startedBy?.kind === 'user' && startedBy.id === caller.accountId) return operation;
    const member = await this.members.require(caller, operation.siteId);
    if (!member.may(right)) throw notFound();
    return operation;
  }

  private async find(id: string): Promise<Found> {
    const imported = (await this.facets.one<ImportFacet>(importFacet.kind, id))?.state;
    if (imported) return { operation: ofImport(imported), startedBy: imported.startedBy, right: rights.createPerson };
    const run = (await this.facets.one<RunFacet>(runFacet.kind, id))?.state;
    if (!run) throw notFound();
    return { operation: ofRun(run), startedBy: run.startedBy, right: rights.accessAdmin };
  }
}

/** An operation with who started it, and the right that another one needs. */
type Found = Readonly<{ operation: OperationDto; startedBy: Party | undefined; right: Action }>;

/** Whether an operation will never change again; an analysed run may still be resolved. */
export const isOver = ({ state }: OperationDto): boolean => ['finished', 'cancelled', 'failed'].includes(state);

const ofImport = ({ importId: id, siteId, state, counts }: ImportFacet): OperationDto => ({
  ...{ id, siteId, state, counts: { ...counts } },
  kind: 'import',
  // A file that was checked may be about to start.
  settled: state === 'finished' || state === 'cancelled',
});

const ofRun = ({ runId: id, siteId, state, ...run }: RunFacet): OperationDto => ({
  ...{ id, siteId, state, kind: 'diagnostic-run' },
  settled: state !== 'analysing' && state !== 'resolving',
  counts: {
    analysed: run.analysed,
    people: run.people,
    found: run.found,
    overrides: run.overrides,
    resolved: run.resolved,
    unresolved: run.unresolved,
  },
});

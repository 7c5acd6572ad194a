import { Inject, Injectable } from '@nestjs/common';
import { type ImportFacet, importFacet, type RunFacet, runFacet } from '@rollcall/contracts';
import { rights } from '@rollcall/permission-engine';
import type { Caller } from '../access/caller.js';
import { Members } from '../access/members.js';
import { notFound } from '../http/upstream.js';
import { Facets } from '../read-models/facets.js';
import type { OperationDto } from './operation.dto.js';

/** Finds what runs long, for those who may have started it. */
@Injectable()
export class Operations {
  constructor(
    @Inject(Facets) private readonly facets: Facets,
    @Inject(Members) private readonly members: Members,
  ) {}

  /**
   * An operation as it stands.
   * @throws Refused `not-found` for an unknown one, and for a caller who could not have started it.
   */
  async require(caller: Caller, id: string): Promise<OperationDto> {
    const operation = await this.find(id);
    if (!operation) throw notFound();
    const member = await this.members.require(caller, operation.siteId);
    if (!member.may(operation.kind === 'import' ? rights.createPerson : rights.accessAdmin)) throw notFound();
    return operation;
  }

  /** An operation as it stands, for nobody in particular. */
  async find(id: string): Promise<OperationDto | undefined> {
    const imported = (await this.facets.one<ImportFacet>(importFacet.kind, id))?.state;
    if (imported) return ofImport(imported);
    const run = (await this.facets.one<RunFacet>(runFacet.kind, id))?.state;
    return run && ofRun(run);
  }
}

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

import { Inject, Injectable } from '@nestjs/common';
import { type ImportFacet, importFacet, type RunFacet, runFacet } from '@rollcall/contracts';
import type { Party } from '@rollcall/event-sourcing';
import { rights } from '@rollcall/permission-engine';
import { Refused } from '@rollcall/service-kit';
import type { Caller, Member } from '../access/caller.js';
import { Members } from '../access/members.js';
import { notFound } from '../http/upstream.js';
import { Facets } from '../read-models/facets.js';
import type { OperationDto } from './operation.dto.js';

/** Finds what runs long, for who started it and for the Admins of its site. */
@Injectable()
export class Operations {
  constructor(
    @Inject(Facets) private readonly facets: Facets,
    @Inject(Members) private readonly members: Members,
  ) {}

  /**
   * An operation as it stands.
   * @throws Refused `not-found` for an unknown one, and for everybody but its author and the Admins, as long as they are
   * active on its site (STO-8). DependencyAway while nobody can say.
   */
  async require(caller: Caller, id: string): Promise<OperationDto> {
    const { operation, startedBy } = await this.find(id);
    const member = await this.memberOf(caller, operation.siteId);
    // Who started something may know what becomes of it, whatever their role allows by now.
    const isAuthor = startedBy?.kind === 'user' && startedBy.id === caller.accountId;
    if (!isAuthor && !member.may(rights.accessAdmin)) throw notFound();
    return operation;
  }

  private async memberOf(caller: Caller, siteId: string): Promise<Member> {
    try {
      return await this.members.require(caller, siteId);
    } catch (error) {
      // Whoever is disabled on the site does not learn that it is there.
      throw error instanceof Refused ? notFound() : error;
    }
  }

  private async find(id: string): Promise<Found> {
    const imported = (await this.facets.one<ImportFacet>(importFacet.kind, id))?.state;
    if (imported) return { operation: ofImport(imported), startedBy: imported.startedBy };
    const run = (await this.facets.one<RunFacet>(runFacet.kind, id))?.state;
    if (!run) throw notFound();
    return { operation: ofRun(run), startedBy: run.startedBy };
  }
}

/** An operation with who started it. */
type Found = Readonly<{ operation: OperationDto; startedBy: Party | undefined }>;

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

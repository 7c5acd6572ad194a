import { Inject, Injectable } from '@nestjs/common';
import { type AccountFacet, accountFacet, type PersonFacet, personFacet, type RunFacet } from '@rollcall/contracts';
import type { Member } from '../access/caller.js';
import { Facets } from '../read-models/facets.js';
import { fullName } from '../read-models/person-row.js';
import type { DiagnosticRunDto, FindingDto } from './diagnostic-run.dto.js';

/** A run as licensing tells it. */
export type ReadRun = RunFacet;
/** A finding as licensing tells it: it knows no names. */
export type FoundDrift = Omit<FindingDto, 'name' | 'login' | 'email' | 'status'>;

/** A run as this API shows it. */
export const readRun = ({ runId, ...run }: ReadRun): DiagnosticRunDto => ({ id: runId, ...run });

/** Adds to findings who the people are and what those who caused them are called. */
@Injectable()
export class FindingViews {
  constructor(@Inject(Facets) private readonly facets: Facets) {}

  /** The findings of a page. */
  async of({ siteId }: Member, findings: readonly FoundDrift[]): Promise<readonly FindingDto[]> {
    const ids = findings.map(({ personId }) => personId);
    const people = new Map(
      (await this.facets.many<PersonFacet>(personFacet.kind, ids)).map(({ key, state }) => [key, state]),
    );
    const names = await this.namesOf(findings.map(({ by }) => by.id));
    return findings.map((finding) => {
      const person = people.get(finding.personId);
      const who = person?.siteId === siteId ? describe(person) : {};
      const name = names.get(finding.by.id);
      return { ...finding, ...who, by: { ...finding.by, ...(name !== undefined && { name }) } };
    });
  }

  /** What accounts are called, as far as they are known here. */
  async namesOf(accountIds: readonly string[]): Promise<ReadonlyMap<string, string>> {
    const accounts = await this.facets.many<AccountFacet>(accountFacet.kind, accountIds);
    return new Map(accounts.flatMap(({ key, state }) => (state ? [[key, fullName(state.personal)] as const] : [])));
  }
}

const describe = ({ personal, status }: PersonFacet): Pick<FindingDto, 'name' | 'login' | 'email' | 'status'> => ({
  ...{ name: fullName(personal), login: personal.login, email: personal.email, status },
});

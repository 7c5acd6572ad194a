import { Inject, Injectable } from '@nestjs/common';
import { type PersonFacet, personFacet } from '@rollcall/contracts';
import type { Facet } from '@rollcall/event-sourcing';
import type { Member } from '../access/caller.js';
import { notFound } from '../http/upstream.js';
import { Facets } from '../read-models/facets.js';

/** Finds a person of the member's own site. */
@Injectable()
export class PeopleOfSite {
  constructor(@Inject(Facets) private readonly facets: Facets) {}

  /** The person's facet. @throws Refused `not-found` for an unknown person and for one of another site alike. */
  async require(member: Member, personId: string): Promise<Facet<PersonFacet> & { state: PersonFacet }> {
    const facet = await this.facets.one<PersonFacet>(personFacet.kind, personId);
    if (facet?.state?.siteId !== member.siteId) throw notFound();
    return facet as Facet<PersonFacet> & { state: PersonFacet };
  }
}

import { Inject, Injectable } from '@nestjs/common';
import { type PersonFacet, personFacet } from '@rollcall/contracts';
import type { Facet } from '@rollcall/event-sourcing';
import { reject } from '@rollcall/event-sourcing';
import type { Action } from '@rollcall/permission-engine';
import { Refused } from '@rollcall/service-kit';
import type { Member } from '../access/caller.js';
import { notFound } from '../http/upstream.js';
import { Facets } from '../read-models/facets.js';

/** Finds a person of the member's own site. */
@Injectable()
export class PeopleOfSite {
  constructor(@Inject(Facets) private readonly facets: Facets) {}

  /**
   * The person's facet; `action` is a right the member needs as well, asked after the person was found.
   * @throws Refused `not-found` for an unknown person and for one of another site alike; `not-permitted`.
   */
  async require(
    member: Member,
    personId: string,
    action?: Action,
  ): Promise<Facet<PersonFacet> & { state: PersonFacet }> {
    if (action && !member.may(action)) throw new Refused(reject('not-permitted', 'Your role does not allow this.'));
    const facet = await this.facets.one<PersonFacet>(personFacet.kind, personId);
    if (facet?.state?.siteId !== member.siteId) throw notFound();
    return facet as Facet<PersonFacet> & { state: PersonFacet };
  }
}

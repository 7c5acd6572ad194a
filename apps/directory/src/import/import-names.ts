import { Inject, Injectable } from '@nestjs/common';
import { type ConsistencyToken, DependencyAway, type ReadModel, type SiteId } from '@rollcall/event-sourcing';
import { InjectReadModel, pause, READ_YOUR_WRITES, type ReadYourWrites } from '@rollcall/service-kit';
import { groupNamesDeclaration } from '../read-models/group-names.projection.js';
import type { NamedRow } from '../read-models/named-row.js';
import { projectNamesDeclaration } from '../read-models/project-names.projection.js';
import { roleNames, roleNamesDeclaration } from '../read-models/role-names.composition.js';
import { readSiteNames, type SiteNames } from './known-names.js';

/** A read that carries a token waits this long at most, ms. */
const patience = 2_000;
/** How often it looks meanwhile, ms. */
const lookAgain = 20;

/** The names a file may use, as of everything its sender has written. */
@Injectable()
export class ImportNames {
  constructor(
    @Inject(READ_YOUR_WRITES) private readonly readYourWrites: ReadYourWrites,
    @InjectReadModel(roleNamesDeclaration) private readonly roles: ReadModel<NamedRow>,
    @InjectReadModel(projectNamesDeclaration) private readonly projects: ReadModel<NamedRow>,
    @InjectReadModel(groupNamesDeclaration) private readonly groups: ReadModel<NamedRow>,
  ) {}

  /** @throws DependencyAway or Refused when these names are not here yet. */
  async of(siteId: string, token: ConsistencyToken): Promise<SiteNames> {
    await this.readYourWrites.waitFor(token, roleNames);
    await Promise.all(token.map((wanted) => this.waitFor(siteId as SiteId, wanted)));
    return readSiteNames({ roles: this.roles, projects: this.projects, groups: this.groups }, siteId);
  }

  private async waitFor(site: SiteId, { source, kind, key, version }: ConsistencyToken[number]): Promise<void> {
    const model = kind === 'project' ? this.projects : kind === 'group' ? this.groups : undefined;
    if (source !== 'directory' || !model) return;
    for (let waited = 0; waited < patience; waited += lookAgain) {
      const row = await model.get({ site }, key);
      if (row && BigInt(row.version) >= version) return;
      await pause(lookAgain);
    }
    throw new DependencyAway(`The ${kind} has not reached the names of the site yet`);
  }
}

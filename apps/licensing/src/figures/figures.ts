import { Inject, Injectable } from '@nestjs/common';
import type { PoolFacet } from '@rollcall/contracts';
import { driftKinds } from '@rollcall/drift';
import type { ReadModel } from '@rollcall/event-sourcing';
import { InjectReadModel, Metrics } from '@rollcall/service-kit';
import { type DriftFigure, driftFiguresDeclaration } from './drift-figures.projection.js';
import { poolFiguresDeclaration, seatsLeft } from './pool-figures.projection.js';
import { wholeInstallation as scope } from './whole-installation.js';

/** Only the teams with the fewest seats left are told, so that the figure stays small however many there are. */
const teamsTold = 20;

type Told = readonly (readonly [of: string, value: number])[];

/** What an operator is told of all teams; every instance tells the same. */
@Injectable()
export class Figures {
  constructor(
    @Inject(Metrics) metrics: Metrics,
    @InjectReadModel(poolFiguresDeclaration) private readonly pools: ReadModel<PoolFacet>,
    @InjectReadModel(driftFiguresDeclaration) private readonly drifts: ReadModel<DriftFigure>,
  ) {
    const help = `Seats left of the ${teamsTold} teams with the fewest.`;
    metrics.observe({ name: 'rollcall_seats_left', help, label: 'team' }, () => this.fewestSeats());
    const people = 'People whose identity, seat and site status disagree, by kind; counted to 10,000.';
    metrics.observe({ name: 'rollcall_drift', help: people, label: 'kind' }, () => this.unSynced());
  }

  private async fewestSeats(): Promise<Told> {
    const { rows } = await this.pools.find({ scope, sort: 'left', limit: teamsTold });
    return rows.map((pool) => [pool.teamId, seatsLeft(pool)]);
  }

  private unSynced(): Promise<Told> {
    return Promise.all(
      driftKinds.map(async (kind) => [kind, (await this.drifts.count({ scope, where: { kind } })).count] as const),
    );
  }
}

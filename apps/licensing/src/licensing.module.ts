import { decideOne } from '@rollcall/event-sourcing';
import { composed, projected, Service } from '@rollcall/service-kit';
import { driftComposition, driftDeclaration } from './drift/drift.composition.js';
import { DriftRows } from './drift/drift-rows.js';
import { driftFigures, driftFiguresDeclaration } from './figures/drift-figures.projection.js';
import { Figures } from './figures/figures.js';
import { poolFigures, poolFiguresDeclaration } from './figures/pool-figures.projection.js';
import { licensingRelay } from './integration/licensing.relay.js';
import { onAccountChanged } from './integration/on-account-changed.js';
import { onAccountLinked } from './integration/on-account-linked.js';
import { onAccountUnlinked } from './integration/on-account-unlinked.js';
import { onPersonChanged } from './integration/on-person-changed.js';
import { OnRunProgressed } from './integration/on-run-progressed.js';
import { onSiteOpened } from './integration/on-site-opened.js';
import { SeatExportController } from './read-models/seat-export.controller.js';
import { seatList, seatListDeclaration } from './read-models/seat-list.projection.js';
import { RunController } from './run/run.controller.js';
import { runDecider } from './run/run.decider.js';
import type { RunCommand } from './run/run.commands.js';
import { runDeadlines } from './run/run-deadlines.projection.js';
import { RunSteps } from './run/run-steps.js';
import { SeatController } from './seat/seat.controller.js';
import { TeamController } from './team/team.controller.js';

/** Teams, subscriptions and seats; drift between the services, and the runs that repair it. */
@Service({
  name: 'licensing',
  relay: licensingRelay,
  projections: [
    projected(seatList, seatListDeclaration),
    projected(poolFigures, poolFiguresDeclaration),
    projected(driftFigures, driftFiguresDeclaration),
  ],
  compositions: [
    composed(driftComposition, driftDeclaration, { from: ['directory', 'identity', 'licensing'], onRows: DriftRows }),
  ],
  deadlines: [
    {
      projection: runDeadlines,
      command: ({ stream, command }) => decideOne(runDecider, stream, command as RunCommand),
    },
  ],
  listeners: [
    onSiteOpened,
    onAccountUnlinked,
    ...onPersonChanged,
    ...onAccountChanged,
    { on: 'rollcall.identity.account-linked.v1', listener: onAccountLinked },
  ],
  controllers: [TeamController, SeatController, SeatExportController, RunController, OnRunProgressed],
  providers: [RunSteps, DriftRows, Figures],
})
export class LicensingModule {}

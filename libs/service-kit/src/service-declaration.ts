import type { InjectionToken, ModuleMetadata, Type } from '@nestjs/common';
import type {
  Awaitable,
  Command,
  Composition,
  Deadline,
  DeadlineProjection,
  Listener,
  Projection,
  ReadModelDeclaration,
  Relay,
  RowChange,
  Upcasters,
} from '@rollcall/event-sourcing';
import type { Settings } from './configuration/setting.js';

/** An own-log projection and what may be asked of it (KRN-07, KRN-15). */
export type DeclaredProjection = Readonly<{
  projection: Projection<never, never>;
  declaration: ReadModelDeclaration<never>;
}>;
/** A composition of facets, what may be asked of it, and the services whose topics feed it (KRN-08). */
export type DeclaredComposition = Readonly<{
  composition: Composition<never>;
  declaration: ReadModelDeclaration<never>;
  from: readonly string[];
  /** Token of a provider that is told of changed rows, for live updates. */
  onRows?: InjectionToken<RowsListener>;
}>;

/** Told after rows are stored: at least once. A throw repeats the batch. */
export interface RowsListener {
  rowsChanged(changes: readonly RowChange<object>[]): Awaitable<void>;
}

/** Which events set deadlines, and the command that is sent when one is due (KRN-13). */
export type DeclaredDeadlines = Readonly<{
  projection: DeadlineProjection<never>;
  command: (deadline: Deadline) => Command;
}>;

/** Everything one service consists of: the content of its module's `@Service`. */
export type ServiceDeclaration = Readonly<{
  /** As in topics, sources, groups and folders. */
  name: string;
  /** The public door: routes need no service token, because people and programs sign in here. */
  edge?: boolean;
  relay?: Relay<never>;
  /** Brings events of older releases up to date (KRN-06). */
  upcasters?: Upcasters;
  projections?: readonly DeclaredProjection[];
  compositions?: readonly DeclaredComposition[];
  deadlines?: readonly DeclaredDeadlines[];
  /** One `@EventPattern` method each is made of them. */
  listeners?: readonly Listener<never>[];
  /** This service's own settings. */
  settings?: Settings;
  imports?: ModuleMetadata['imports'];
  controllers?: readonly Type[];
  providers?: ModuleMetadata['providers'];
}>;

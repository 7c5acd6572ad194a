import type { InjectionToken, ModuleMetadata, Type } from '@nestjs/common';
import {
  type Awaitable,
  type Command,
  type Composition,
  type CompositionPorts,
  type CompositionRun,
  type Cryptography,
  type Deadline,
  type DeadlineProjection,
  type Envelope,
  type LogRun,
  type Projection,
  type ProjectionPorts,
  type ReadModel,
  type ReadModelDeclaration,
  type ReadModelStore,
  type Relay,
  type RowChange,
  startComposition,
  startProjection,
  type Upcasters,
} from '@rollcall/event-sourcing';
import type { Settings } from './configuration/setting.js';
import type { DeclaredListener } from './listeners/listener-controller.js';
import type { OpenApiSettings } from './http/serve-open-api.js';

type ProjectionEngines = Pick<ProjectionPorts<object>, 'log' | 'store' | 'delay'>;
type CompositionEngines = Pick<CompositionPorts<object>, 'bus' | 'store' | 'clock' | 'onRows'> &
  Readonly<{ cryptography: Cryptography }>;

/** An own-log projection and what may be asked of it (KRN-07, KRN-15); made by {@link projected}. */
export type DeclaredProjection = Readonly<{
  name: string;
  open: (store: ReadModelStore) => Promise<ReadModel<object>>;
  start: (engines: ProjectionEngines) => Promise<LogRun>;
}>;

/** Ties a projection to its declaration. */
export const projected = <Doc extends object>(
  projection: Projection<Doc, never>,
  declaration: ReadModelDeclaration<Doc>,
): DeclaredProjection => ({
  name: projection.name,
  open: (store) => store.open(declaration),
  start: (engines) => startProjection({ ...engines, projection, declaration }),
});

/** A composition of facets and what may be asked of it (KRN-08); made by {@link composed}. */
export type DeclaredComposition = Readonly<{
  name: string;
  open: (store: ReadModelStore) => Promise<ReadModel<object>>;
  start: (engines: CompositionEngines) => Promise<CompositionRun>;
  /** Token of a provider that is told of changed rows, for live updates. */
  onRows: InjectionToken<RowsListener> | undefined;
}>;

/**
 * Ties a composition to its declaration and to the services whose topics feed it; `onRows` names a {@link RowsListener}.
 * One whose join keys are derived ids is given as how it is made: still pure, given the same cryptography.
 */
export const composed = <Row extends object>(
  composition: Composition<Row> | ((cryptography: Cryptography) => Composition<Row>),
  declaration: ReadModelDeclaration<Row>,
  options: Readonly<{ from: readonly string[]; onRows?: InjectionToken<RowsListener> }>,
): DeclaredComposition => ({
  name: declaration.name,
  open: (store) => store.open(declaration),
  start: ({ cryptography, ...engines }) =>
    startComposition<Row>({
      ...engines,
      composition: typeof composition === 'function' ? composition(cryptography) : composition,
      declaration,
      topics: topicsOf(options.from),
    }),
  onRows: options.onRows,
});

/** The topics of these services. */
export const topicsOf = (services: readonly string[]): readonly string[] =>
  services.map((service) => `rollcall.${service}.v1`);

/** Told after rows are stored: at least once. A throw repeats the batch. */
export interface RowsListener {
  rowsChanged(changes: readonly RowChange<object>[]): Awaitable<void>;
}

/**
 * Told of each message as it is published, on every instance, whichever does the work that follows from it. Nothing is
 * repeated; a throw is a fault and ends the watching.
 */
export interface MessageObserver {
  observed(message: Envelope): void;
}

/** Which services' messages are watched, and the token of the {@link MessageObserver} that is told. */
export type DeclaredObserver = Readonly<{ from: readonly string[]; observer: InjectionToken<MessageObserver> }>;

/** Which events set deadlines, and the command that is sent when one is due (KRN-13). */
export type DeclaredDeadlines = Readonly<{
  projection: DeadlineProjection<never>;
  command: (deadline: Deadline) => Command;
}>;

/** Told whom this service erased, after the key was destroyed: at least once; what throws is tried again. */
export interface ErasedFiles {
  /** Removes what is kept of the subject outside the stores. */
  removeOf(subject: string): Promise<void>;
}

/** Which of a service's own events erase somebody (KRN-17); `files` is the token of an {@link ErasedFiles}. */
export type DeclaredErasure = Readonly<{ on: readonly string[]; files: InjectionToken<ErasedFiles> }>;

/** Everything one service consists of: the content of its module's `@Service`. */
export type ServiceDeclaration = Readonly<{
  /** As in topics, sources, groups and folders. */
  name: string;
  /** The public door: routes need no service token, because people and programs sign in here. */
  edge?: boolean;
  /** It sends mails: production engines start it with a mail server only. */
  sendsMail?: boolean;
  relay?: Relay<never>;
  /** Brings events of older releases up to date (KRN-06). */
  upcasters?: Upcasters;
  projections?: readonly DeclaredProjection[];
  compositions?: readonly DeclaredComposition[];
  /** Watches what the instances of this service share the work on; told nothing where there is one instance only. */
  siblingWork?: DeclaredObserver;
  deadlines?: readonly DeclaredDeadlines[];
  erasure?: DeclaredErasure;
  /** One `@ListensTo` method each is made of them. */
  listeners?: readonly DeclaredListener[];
  /** Serves the OpenAPI document of its routes under `/api`. */
  openApi?: OpenApiSettings;
  /** This service's own settings. */
  settings?: Settings;
  imports?: ModuleMetadata['imports'];
  controllers?: readonly Type[];
  providers?: ModuleMetadata['providers'];
}>;

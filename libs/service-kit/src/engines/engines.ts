import type {
  Checkpoints,
  Clock,
  Deadlines,
  EphemeralStore,
  EventStore,
  MessageBus,
  KeyVault,
  ReadModelStore,
  Scheduler,
  Snapshots,
  Upcasters,
  Uploads,
} from '@rollcall/event-sourcing';
import type { InstallationSecrets } from '../cryptography/installation-secrets.js';
import type { NodeCryptography } from '../cryptography/node-cryptography.js';

/** What the services of one installation share. */
export type SharedEngines = Readonly<{
  bus: MessageBus;
  keys: KeyVault;
  cryptography: NodeCryptography;
  secrets: InstallationSecrets;
  scheduler: Scheduler;
  clock: Clock;
}>;

/** What one service has to itself, beside what all share. */
export type ServiceEngines = SharedEngines &
  Readonly<{
    /**
     * Names this process among those that may share the service's stores: a holder of leases. Where there can be only one
     * it is called the same after a crash, and need not wait for its own leases to run out.
     */
    instance: string;
    /** Whether other instances of the service may work on the same stores and share the work of its groups. */
    mayHaveSiblings: boolean;
    store: EventStore;
    snapshots: Snapshots;
    readModels: ReadModelStore;
    deadlines: Deadlines;
    ephemeral: EphemeralStore;
    checkpoints: Checkpoints;
    uploads: Uploads;
    /** Closes what is the service's own; what is shared stays open. */
    close(): Promise<void>;
  }>;

/** The engines of one process, opened by {@link openEngines}. */
export interface Engines {
  readonly shared: SharedEngines;
  /**
   * Makes what services share of the servers, before the first of them starts; again changes nothing.
   * @throws ConfigurationError for what is there, and set otherwise than it has to be.
   */
  prepare(): Promise<void>;
  /** Opens one service's own engines. `upcasters` bring its older events up to date (KRN-06). */
  forService(service: string, upcasters?: Upcasters): Promise<ServiceEngines>;
  /** One service's log with its events as they are stored, for copying: see `storedTextCodec`. Whoever opens it closes it. */
  storedLog(service: string): Promise<EventStore>;
  /** Closes what is shared; services are closed before. */
  close(): Promise<void>;
}

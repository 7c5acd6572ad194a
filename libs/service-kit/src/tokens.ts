/** Nest injection token of the {@link CommandHandler} over this service's own event store. */
export const COMMAND_HANDLER = Symbol('COMMAND_HANDLER');
/** Token of this service's own `EventStore`. */
export const EVENT_STORE = Symbol('EVENT_STORE');
/** Token of this service's `ReadModelStore`: for single facets of its compositions; rows come by {@link InjectReadModel}. */
export const READ_MODEL_STORE = Symbol('READ_MODEL_STORE');
/** Token of {@link ReadYourWrites}: waits until a read model holds what a consistency token names. */
export const READ_YOUR_WRITES = Symbol('READ_YOUR_WRITES');
/** Token of this service's `EphemeralStore` (KRN-14). */
export const EPHEMERAL = Symbol('EPHEMERAL');
/** Token of this service's `Uploads`: received files that wait. */
export const UPLOADS = Symbol('UPLOADS');
/** Token of the installation's `MessageBus`. */
export const BUS = Symbol('BUS');
/**
 * Token of this process's name (a string) among those that share the service's stores; the same at every start where there
 * can be only one. Who must tell a former life of it apart adds an id of its own.
 */
export const INSTANCE = Symbol('INSTANCE');
/** Token of the `Clock`. */
export const CLOCK = Symbol('CLOCK');
/** Token of the installation's `Cryptography`. */
export const CRYPTOGRAPHY = Symbol('CRYPTOGRAPHY');
/** Token of the installation's `PersonalDataKeys` (KRN-17). */
export const PERSONAL_DATA_KEYS = Symbol('PERSONAL_DATA_KEYS');
/** Token of {@link InstallationSecrets}: the permanent keys of this installation. */
export const SECRETS = Symbol('SECRETS');
/** Token of the {@link MailTransport}. */
export const MAIL = Symbol('MAIL');
/** Token of the {@link Mailbox} on disk; `undefined` where mail goes out by SMTP. */
export const MAILBOX = Symbol('MAILBOX');
/** Token of this service's pino logger. */
export const LOGGER = Symbol('LOGGER');
/** Token of the checked configuration: the kit's settings and the service's own. */
export const CONFIGURATION = Symbol('CONFIGURATION');
/** Token of {@link Ids}: new UUIDs of version 7. */
export const IDS = Symbol('IDS');
/** Token of an `AbortSignal` that tells that the service stops: held-open answers (event streams) end on it. */
export const STOPPING = Symbol('STOPPING');
/** Token of this service's {@link ServiceDeclaration}. */
export const DECLARATION = Symbol('DECLARATION');

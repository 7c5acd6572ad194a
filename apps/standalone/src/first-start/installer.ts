import type { Cryptography, Party, StreamVersion } from '@rollcall/event-sourcing';
import { readExport, type ServiceAnswer, ServiceClient } from '@rollcall/service-kit';
import type { Standalone } from '../standalone.js';

/** A step of the first start was refused: the files and the product do not fit together. */
export class StepRefused extends Error {
  override readonly name = 'StepRefused';
  constructor(
    /** The rejection's code. */
    readonly code: string,
    message: string,
  ) {
    super(message);
  }
}

type Call = Readonly<{
  body?: unknown;
  query?: Readonly<Record<string, string>>;
  actor?: Party;
  expected?: StreamVersion;
  /** Rejections that say the step was done before. */
  ignore?: readonly string[];
}>;
/** One answer takes this long at most, ms: the first start has time. */
const patience = 30_000;
type Method = 'post' | 'put' | 'patch' | 'delete';

/**
 * Does the steps of a first start through the services' own doors. Every step has a name, and its command the id that
 * follows from it: a start that was killed goes through all steps again, and those that were done change nothing (KRN-04).
 */
export class Installer {
  readonly cryptography: Cryptography;
  private readonly client: ServiceClient;

  constructor(private readonly standalone: Pick<Standalone, 'engines' | 'gateway' | 'quiet'>) {
    this.cryptography = standalone.engines.shared.cryptography;
    this.client = standalone.gateway.app.get(ServiceClient);
  }

  /** The id of a thing that this installation names itself. */
  idOf(thing: string, name: string): string {
    return this.cryptography.uuid5(thing, name);
  }

  /** Sends the command of a step. */
  async send<T>(method: Method, service: string, path: string, step: string, call: Call = {}): Promise<T> {
    const answer = await this.client[method]<T>(service, `/internal/v1${path}`, {
      ...(call.body === undefined ? {} : { body: call.body }),
      ...(call.query ? { query: call.query } : {}),
      context: this.contextOf(step, call),
      timeout: patience,
    });
    if (!answer.ok && call.ignore?.includes(answer.rejection.rejected)) return undefined as T;
    return bodyOf(answer, step);
  }

  /** Asks a service. */
  async ask<T>(service: string, path: string, query: Readonly<Record<string, string>> = {}): Promise<T> {
    return bodyOf(await this.client.get<T>(service, `/internal/v1${path}`, { query, timeout: patience }), path);
  }

  /** Every row a service exports of a site. */
  everyRow<Row extends object>(service: string, path: string, site: string): AsyncGenerator<Row> {
    return readExport<Row>(this.client, service, `/internal/v1/exports${path}`, { query: { site }, timeout: patience });
  }

  /** The account of an email, if there is one. */
  async accountOf(email: string): Promise<string | undefined> {
    const path = '/internal/v1/accounts/by-email';
    const answer = await this.client.get<{ accountId: string }>('identity', path, {
      query: { email },
      timeout: patience,
    });
    if (!answer.ok && answer.rejection.rejected === 'not-found') return undefined;
    return bodyOf(answer, `account of ${email}`).accountId;
  }

  /** The version a thing stands at, for a guarded write. */
  async versionOf(service: string, path: string): Promise<StreamVersion | undefined> {
    const answer = await this.client.get(service, `/internal/v1${path}`, { timeout: patience });
    return answer.ok ? answer.etag : undefined;
  }

  /** Uploads a CSV file as it is. */
  async upload<T>(
    service: string,
    path: string,
    step: string,
    file: string,
    query: Readonly<Record<string, string>>,
  ): Promise<T> {
    const raw = { type: 'text/csv', bytes: Buffer.from(file) };
    const context = this.contextOf(step, {});
    const options = { context, query, raw, timeout: patience };
    return bodyOf(await this.client.post<T>(service, `/internal/v1${path}`, options), step);
  }

  /** Asks again and again until there is an answer. */
  async eventually<T>(ask: () => Promise<T | undefined>): Promise<T> {
    const { clock } = this.standalone.engines.shared;
    for (;;) {
      const found = await ask();
      if (found !== undefined) return found;
      await clock.sleepUntil(new Date(clock.now().getTime() + 100));
    }
  }

  /** Asks again and again until the answer is yes. */
  async until(isSo: () => Promise<boolean>): Promise<void> {
    await this.eventually(async () => (await isSo()) || undefined);
  }

  /** The command id of a step. */
  commandIdOf(step: string): string {
    return this.idOf('first-start', step);
  }

  private contextOf(step: string, { actor, expected }: Pick<Call, 'actor' | 'expected'>) {
    return {
      commandId: this.commandIdOf(step),
      correlationId: this.commandIdOf('all'),
      actor: actor ?? ({ kind: 'system', id: 'bootstrap' } as const),
      ...(expected === undefined ? {} : { expected }),
    };
  }

  /** Resolves when nothing is left to follow from the steps so far. */
  quiet(): Promise<void> {
    return this.standalone.quiet();
  }
}

function bodyOf<T>(answer: ServiceAnswer<T>, step: string): T {
  if (answer.ok) return answer.body;
  const { rejected, reason, details = {} } = answer.rejection;
  const fields = answer.errors.map(({ pointer, detail }) => `${pointer} ${detail}`);
  throw new StepRefused(rejected, [`${step}: ${reason}`, ...fields, JSON.stringify(details)].join(' '));
}

import { Inject, Injectable } from '@nestjs/common';
import { type ConsistencyToken, reject, type StreamVersion } from '@rollcall/event-sourcing';
import {
  Answer,
  type CallOptions,
  READ_YOUR_WRITES,
  type ReadYourWrites,
  Refused,
  ServiceClient,
} from '@rollcall/service-kit';

/** The services that own facts. */
export const owners = ['directory', 'identity', 'licensing', 'authorization'] as const;
/** One of {@link owners}. */
export type Owner = (typeof owners)[number];
/** What a service answered. */
export type Sent<T> = Readonly<{ status: number; body: T; etag?: StreamVersion; token: ConsistencyToken }>;
type Method = 'get' | 'post' | 'put' | 'patch' | 'delete';

/** Passes a request on to the service that owns the thing; its refusal ends the request as it came. */
@Injectable()
export class Upstream {
  constructor(
    @Inject(ServiceClient) private readonly services: ServiceClient,
    @Inject(READ_YOUR_WRITES) private readonly readYourWrites: ReadYourWrites,
  ) {}

  /**
   * Calls `/internal/v1<path>` of a service.
   * @throws Refused with the service's rejection; DependencyAway when it does not answer.
   */
  async send<T = undefined>(method: Method, service: Owner, path: string, options: CallOptions = {}): Promise<Sent<T>> {
    const answer = await this.services[method]<T>(service, `/internal/v1${path}`, options);
    if (!answer.ok) throw new Refused(answer.rejection, answer.errors);
    return answer;
  }

  /**
   * Waits until these read models of this gateway hold what a write changed, 2 s at most. After that the answer goes out
   * all the same: the write is done, and a stale feed is noticed by the sign-in itself.
   */
  async settle(token: ConsistencyToken, ...models: readonly Readonly<{ name: string }>[]): Promise<void> {
    await Promise.all(models.map((model) => this.readYourWrites.waitFor(token, model).catch(() => undefined)));
  }
}

/** A path with every value escaped: `` path`/sites/${site}` ``. */
export const path = (parts: TemplateStringsArray, ...values: readonly string[]): string =>
  parts.reduce((all, part, index) => all + encodeURIComponent(values[index - 1] ?? '') + part);

/** Answers a write as its service did: ETag and Consistency-Token; without a body of its own, 204. */
export const passedOn = (
  { etag, token }: Pick<Sent<unknown>, 'etag' | 'token'>,
  parts: Readonly<{ status?: number; body?: unknown; location?: string }> = {},
): Answer => new Answer({ ...parts, token, ...(etag !== undefined && { etag }) });

/** Ends a request about something that is not there, or not for this caller: nobody learns which. */
export const notFound = (): Refused => new Refused(reject('not-found', 'There is no such thing here.'));

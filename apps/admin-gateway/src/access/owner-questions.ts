import { Inject, Injectable } from '@nestjs/common';
import type { Clock, StreamVersion } from '@rollcall/event-sourcing';
import { CLOCK, Refused, ServiceClient } from '@rollcall/service-kit';
import type { Owner } from '../http/upstream.js';

/** An owner's answer serves this long, from the moment of the question, ms. */
const kept = 1_000;
/** What a service said, at which version of the thing. */
export type Told<T> = Readonly<{ body: T; version: StreamVersion | undefined }>;
type Asked = Readonly<{ at: number; answer: Promise<Told<unknown> | undefined> }>;

/**
 * Asks services what they own. The same question within a second is asked once, however many requests hang on it: a stale
 * feed often means that the services are busy.
 */
@Injectable()
export class OwnerQuestions {
  /** The oldest question first. */
  private readonly asked = new Map<string, Asked>();

  constructor(
    @Inject(ServiceClient) private readonly services: ServiceClient,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /**
   * What stands at `/internal/v1<path>` of a service; `undefined` where there is nothing.
   * @throws DependencyAway when it does not answer within 2 s.
   */
  ask<T>(service: Owner, path: string): Promise<Told<T> | undefined> {
    const name = `${service} ${path}`;
    const at = this.clock.now().getTime();
    this.forget(at - kept);
    const known = this.asked.get(name);
    if (known) return known.answer as Promise<Told<T> | undefined>;
    const answer = this.send<T>(service, path);
    this.asked.set(name, { at, answer });
    // Who fails may be back for the next request.
    answer.catch(() => this.asked.get(name)?.answer === answer && this.asked.delete(name));
    return answer;
  }

  private async send<T>(service: Owner, path: string): Promise<Told<T> | undefined> {
    const answer = await this.services.get<T>(service, `/internal/v1${path}`);
    if (answer.ok) return { body: answer.body, version: answer.etag };
    if (answer.status === 404) return undefined;
    throw new Refused(answer.rejection, answer.errors);
  }

  private forget(before: number): void {
    for (const [name, { at }] of this.asked) {
      if (at > before) return;
      this.asked.delete(name);
    }
  }
}

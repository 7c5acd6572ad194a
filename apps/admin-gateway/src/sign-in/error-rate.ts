import { Inject, Injectable } from '@nestjs/common';
import { type EphemeralStore, reject } from '@rollcall/event-sourcing';
import { EPHEMERAL, Refused } from '@rollcall/service-kit';
import type { FastifyRequest } from 'fastify';
import { ClientAddress } from './client-address.js';
import { networkOf } from './network-of.js';

/** Guesses that a network may have wrong within {@link span}; identity counts per login beside it. */
const tolerated = 100;
/** One minute, ms. */
const span = 60_000;

/** Slows down whoever guesses passwords, links or tokens from one network (ASVS 6.3.1). */
@Injectable()
export class ErrorRate {
  constructor(
    @Inject(EPHEMERAL) private readonly ephemeral: EphemeralStore,
    @Inject(ClientAddress) private readonly address: ClientAddress,
  ) {}

  /** Notes an answer that a guesser would get: not signed in, wrong, or a link that is none. */
  async note(request: FastifyRequest, status: number): Promise<void> {
    if (status === 401 || status === 410) await this.ephemeral.increment(this.keyOf(request), span);
  }

  /** @throws Refused `too-many-requests`. */
  async require(request: FastifyRequest): Promise<void> {
    const count = (await this.ephemeral.get<number>(this.keyOf(request))) ?? 0;
    if (count > tolerated)
      throw new Refused(reject('too-many-requests', 'Too many wrong tries from here; wait a minute.'));
  }

  private keyOf(request: FastifyRequest): string {
    return `errors/${networkOf(this.address.of(request))}`;
  }
}

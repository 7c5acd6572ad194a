import { Inject, Injectable } from '@nestjs/common';
import { type CommandContext, DependencyAway } from '@rollcall/event-sourcing';
import {
  type Answer,
  answer,
  DECLARATION,
  type HeldUpKeys,
  longestHeldUpList,
  OwnParkedMessages,
  type ServiceDeclaration,
} from '@rollcall/service-kit';
import { notFound, type Owner, owners, passedOn, path, Upstream } from '../http/upstream.js';
import type { ParkedMessagesDto } from './parked-message.dto.js';

/** An order is answered when the bus has handed over what waited, ms: a message that fails again takes some seconds. */
const patience = 15_000;
type Order = Readonly<{ what: 'redrive'; reason: string | undefined } | { what: 'discard'; reason: string }>;

/**
 * The parked messages of the whole installation. Each service answers for the groups it consumes as, this gateway for its
 * own: no group belongs to two, so nothing is told twice. A message is called `<service>.<id>` here.
 */
@Injectable()
export class ParkedMessages {
  constructor(
    @Inject(Upstream) private readonly upstream: Upstream,
    @Inject(OwnParkedMessages) private readonly own: OwnParkedMessages,
    @Inject(DECLARATION) private readonly declaration: Pick<ServiceDeclaration, 'name'>,
  ) {}

  /** All there are, as far as the services answer. */
  async list(): Promise<ParkedMessagesDto> {
    const services = [this.declaration.name, ...owners];
    const told = await Promise.all([this.own.list().catch(nothing), ...owners.map((owner) => this.ask(owner))]);
    const items = told.flatMap((one, index) => namedBy(services[index]!, one));
    return {
      items: items.sort((one, other) => one.parkedAt.localeCompare(other.parkedAt)).slice(0, longestHeldUpList),
      total: { count: told.reduce((sum, one) => sum + (one?.count ?? 0), 0), more: false },
      silent: services.filter((_, index) => !told[index]),
    };
  }

  /**
   * Gives an order to the service whose group has parked the message.
   * @throws Refused `not-found`, `waits-behind`; DependencyAway or NoMember when nobody can take it now.
   */
  async order(message: string, order: Order, context: CommandContext): Promise<Answer> {
    const [, service, id = ''] = /^([a-z-]+)\.(.+)$/.exec(message) ?? [];
    const owner = owners.find((name) => name === service);
    if (owner) {
      const at = path`/parked-messages/${id}/${order.what}`;
      const body = { reason: order.reason };
      return passedOn(await this.upstream.send('post', owner, at, { context, body, timeout: patience }));
    }
    if (service !== this.declaration.name) throw notFound();
    const ordered =
      order.what === 'discard'
        ? this.own.discard(id, order.reason, context)
        : this.own.redrive(id, order.reason, context);
    return answer(await ordered, { status: 204 });
  }

  private async ask(owner: Owner): Promise<HeldUpKeys | undefined> {
    const sent = this.upstream.send<HeldUpKeys>('get', owner, '/parked-messages').catch(nothing);
    return (await sent)?.body;
  }
}

/** Whoever cannot answer now is told of; what else goes wrong is a fault. */
function nothing(error: unknown): undefined {
  if (!(error instanceof DependencyAway)) throw error;
}

const namedBy = (service: string, told: HeldUpKeys | undefined): ParkedMessagesDto['items'] =>
  (told?.items ?? []).map((item) => ({ ...item, id: `${service}.${item.id}`, service }));

import { Inject } from '@nestjs/common';
import {
  type CommandContext,
  type CommandHandler,
  type Cryptography,
  decideOne,
  type EventStore,
  type MessageBus,
  type Outcome,
  type ParkedMessage,
  type StreamName,
} from '@rollcall/event-sourcing';
import { ParkedWatch } from '../observability/parked-watch.js';
import type { ServiceDeclaration } from '../service-declaration.js';
import { BUS, COMMAND_HANDLER, CRYPTOGRAPHY, DECLARATION, EVENT_STORE } from '../tokens.js';
import type { ParkedMessageCommand } from './parked-message.commands.js';
import { parkedMessageDecider } from './parked-message.decider.js';
import type { HeldUpKeyDto } from './parked-message.dto.js';
import { type ParkedMessageEvent, parkedMessageStream } from './parked-message.events.js';

/** Keys that are held up, those that have waited longest first; `count` is how many there are in all. */
export type HeldUpKeys = Readonly<{ items: readonly HeldUpKeyDto[]; count: number }>;

/** A list holds this many keys at most: a flood of parked messages has one cause, and is told by the first of them. */
export const longestHeldUpList = 500;

/**
 * The parked messages of the groups that this service consumes as, and what the operator does about them (KRN-11). An order
 * is on record before the bus is asked; that it was done is put on record after. A crash in between leaves an order of which
 * nobody says that it was done, and the same command sent again does what is left to do.
 */
export class OwnParkedMessages {
  constructor(
    @Inject(BUS) private readonly bus: Pick<MessageBus, 'parked'>,
    @Inject(ParkedWatch) private readonly watch: Pick<ParkedWatch, 'own'>,
    @Inject(COMMAND_HANDLER) private readonly handle: CommandHandler,
    @Inject(EVENT_STORE) private readonly store: Pick<EventStore, 'readStream'>,
    @Inject(CRYPTOGRAPHY) private readonly cryptography: Pick<Cryptography, 'uuid5'>,
    @Inject(DECLARATION) private readonly declaration: Pick<ServiceDeclaration, 'name'>,
  ) {}

  /** Every key that is held up in one of this service's groups. */
  async list(): Promise<HeldUpKeys> {
    const byKey = Map.groupBy(await this.watch.own(), ({ group, topic, key }) => JSON.stringify([group, topic, key]));
    const all = [...byKey.values()].map(heldUp).sort((one, other) => one.parkedAt.localeCompare(other.parkedAt));
    return { items: all.slice(0, longestHeldUpList), count: all.length };
  }

  /**
   * Hands the messages of a parked message's key over again, in order; resolves when that has happened, also where one fails
   * again and stays. Rejections: `not-found`.
   * @throws NoMember when nobody of the group is there; the order is on record, and the same command may be sent again.
   */
  async redrive(id: string, reason: string | undefined, context: CommandContext): Promise<Outcome> {
    const found = await this.find(id);
    const data = { found, ...(reason !== undefined && { reason }) };
    return this.order(id, { type: 'OrderRedrive', data }, context);
  }

  /**
   * Drops a message that failed; those behind it are handed over. Rejections: `not-found`, `waits-behind` for one of those.
   * @throws NoMember as {@link redrive}.
   */
  async discard(id: string, reason: string, context: CommandContext): Promise<Outcome> {
    return this.order(id, { type: 'OrderDiscard', data: { found: await this.find(id), reason } }, context);
  }

  private async find(id: string): Promise<ParkedMessage | undefined> {
    return (await this.watch.own()).find((message) => message.id === id);
  }

  private async order(id: string, command: ParkedMessageCommand, context: CommandContext): Promise<Outcome> {
    const stream = parkedMessageStream(this.cryptography, this.declaration.name, id);
    const outcome = await this.handle(decideOne(parkedMessageDecider, stream, command), context);
    if (!outcome.ok || (await this.isCarriedOut(stream, context.commandId))) return outcome;
    // What was ordered first under this command's id, whatever was asked for this time.
    for (const event of outcome.written.get(stream)?.events ?? []) await this.carryOut(event as ParkedMessageEvent);
    const { commandId: order } = context;
    const commandId = this.cryptography.uuid5(order, 'carried-out');
    const noted = decideOne(parkedMessageDecider, stream, { type: 'NoteCarriedOut', data: { order } });
    await this.handle(noted, { ...context, commandId, causationId: order });
    return outcome;
  }

  private async carryOut({ type, data }: ParkedMessageEvent): Promise<void> {
    if (type === 'RedriveOrdered') await this.bus.parked.redrive(data.message.group, data.message.key);
    if (type === 'DiscardOrdered') await this.bus.parked.skip(data.message.id);
  }

  private async isCarriedOut(stream: StreamName, order: string): Promise<boolean> {
    for await (const { type, data } of this.store.readStream<ParkedMessageEvent>(stream)) {
      if (type === 'OrderCarriedOut' && data.order === order) return true;
    }
    return false;
  }
}

function heldUp(messages: readonly ParkedMessage[]): HeldUpKeyDto {
  const { parkedAt, ...first } = messages.find(({ place }) => place === 'cause') ?? messages[0]!;
  return { ...first, parkedAt: parkedAt.toISOString(), waiting: messages.length - 1 };
}

import type { Delay, MessageBus, ParkedMessage } from '@rollcall/event-sourcing';
import type { Logger } from 'pino';
import { withoutAddresses } from './redact.js';

/** How often it is looked for messages newly set aside, ms. */
const lookEvery = 5_000;

/**
 * Watches for messages that a service's groups have set aside (KRN-11), whoever set them aside: a listener, or the bus
 * itself because it could not read them. Each gets one line in the log per process; how many there are is a figure.
 */
export class ParkedWatch {
  private readonly groups = new Set<string>();
  private known: ReadonlySet<string> = new Set();
  private counts: ReadonlyMap<string, number> = new Map();

  constructor(
    private readonly bus: Pick<MessageBus, 'parked'>,
    private readonly logger: Pick<Logger, 'warn'>,
  ) {}

  /** The service consumes as this group from now on. */
  consumesAs(group: string): void {
    this.groups.add(group);
  }

  /** All that this service's groups have set aside, in order per key; reasons without addresses. */
  async own(): Promise<readonly ParkedMessage[]> {
    const own = (await this.bus.parked.list()).filter(({ group }) => this.groups.has(group));
    return own.map((message) => ({ ...message, reason: withoutAddresses(message.reason) }));
  }

  /** Group → its messages set aside, those that wait behind others included; as last known while the bus is away. */
  async look(): Promise<ReadonlyMap<string, number>> {
    const own = await this.own().catch(() => undefined);
    if (!own) return this.counts;
    const causes = own.filter(({ place }) => place === 'cause');
    for (const cause of causes) if (!this.known.has(cause.id)) this.tell(cause);
    this.known = new Set(causes.map(({ id }) => id));
    this.counts = new Map([...this.groups].map((group) => [group, own.filter((one) => one.group === group).length]));
    return this.counts;
  }

  /** Looks again and again until `over`. */
  async keepLooking(delay: Delay, over: AbortSignal): Promise<void> {
    while (!over.aborted) {
      await this.look();
      await delay(lookEvery, over);
    }
  }

  private tell({ id, group, type, key, reason, parkedAt }: ParkedMessage): void {
    const details = { parked: id, group, type, key, reason, parkedAt };
    this.logger.warn(details, 'a message is set aside, and later ones of its key wait behind it');
  }
}

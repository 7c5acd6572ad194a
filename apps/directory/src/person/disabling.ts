import { Inject, Injectable } from '@nestjs/common';
import {
  type Command,
  type CommandContext,
  type CommandHandler,
  type Cryptography,
  type EventStore,
  type Outcome,
  type StreamVersion,
} from '@rollcall/event-sourcing';
import { COMMAND_HANDLER, CRYPTOGRAPHY, EVENT_STORE, readState, ServiceClient } from '@rollcall/service-kit';
import { personDecider } from './person.decider.js';
import { personStream } from './person.decisions.js';

/** Somebody else may change the person between reservation and command this often before the caller is told. */
const tries = 5;

/**
 * Disables people, after authorization has reserved it: the last active Admin of a site stays (AUT-75). The command is
 * sent with the version the reservation was made for.
 */
@Injectable()
export class Disabling {
  constructor(
    @Inject(COMMAND_HANDLER) private readonly handle: CommandHandler,
    @Inject(EVENT_STORE) private readonly store: EventStore,
    @Inject(CRYPTOGRAPHY) private readonly cryptography: Cryptography,
    @Inject(ServiceClient) private readonly services: ServiceClient,
  ) {}

  /**
   * Handles a command that disables this person of the site. Rejections: the command's, `last-admin`.
   * @throws DependencyAway when authorization does not answer.
   */
  async disable(siteId: string, personId: string, command: Command, context: CommandContext): Promise<Outcome> {
    for (let tried = 1; ; tried += 1) {
      const { state, version } = await readState(this.store, personDecider, personStream(personId));
      const idle = state.status === 'none' || (state.status === 'disabled' && !state.open);
      // Nothing to take away: the decision says so, or finds that it was made before.
      if (idle || state.siteId !== siteId || version === undefined) return this.handle(command, context);
      const expected = context.expected ?? version;
      const refusal = await this.reserve(siteId, personId, expected, context);
      if (refusal) return refusal;
      const outcome = await this.handle(command, { ...context, expected });
      const overtaken = !outcome.ok && outcome.rejection.rejected === 'stale-version';
      if (!overtaken || context.expected !== undefined || tried === tries) return outcome;
    }
  }

  private async reserve(
    siteId: string,
    personId: string,
    version: StreamVersion,
    context: CommandContext,
  ): Promise<Outcome | undefined> {
    const { expected: _ours, ...rest } = context;
    const commandId = this.cryptography.uuid5(context.commandId, `reserve-leave/${version}`);
    const answer = await this.services.post(
      'authorization',
      `/internal/v1/sites/${siteId}/people/${personId}/reserve-admin-removal`,
      { context: { ...rest, commandId }, body: { personVersion: Number(version) } },
    );
    return answer.ok ? undefined : { ok: false, rejection: answer.rejection };
  }
}

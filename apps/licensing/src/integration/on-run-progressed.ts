import { Controller, Inject } from '@nestjs/common';
import { Payload } from '@nestjs/microservices';
import { type EnvelopeOf, runProgressed } from '@rollcall/contracts';
import { type Cryptography, listenerCommandId, listenerContext, type Verdict } from '@rollcall/event-sourcing';
import { CRYPTOGRAPHY, ListensTo } from '@rollcall/service-kit';
import { RunSteps } from '../run/run-steps.js';

/** Part of the ids of the commands: never rename. */
const name = 'licensing.run-step';

/**
 * A run is driven by its own messages: each leads to the next step, at least once, whatever was killed in between. Written
 * by hand because a step reads people and findings.
 */
@Controller()
export class OnRunProgressed {
  constructor(
    @Inject(RunSteps) private readonly steps: RunSteps,
    @Inject(CRYPTOGRAPHY) private readonly cryptography: Cryptography,
  ) {}

  /** Called by the transport for each message of a run. */
  @ListensTo(runProgressed.type)
  async handle(@Payload() message: EnvelopeOf<typeof runProgressed>): Promise<Verdict> {
    await this.steps.next(message.data.runId, (index) => ({
      ...listenerContext(message, name, this.cryptography),
      commandId: listenerCommandId(this.cryptography, message.id, name, index),
    }));
    return 'ack';
  }
}

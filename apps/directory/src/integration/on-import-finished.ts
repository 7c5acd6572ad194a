import { Controller, Inject } from '@nestjs/common';
import { EventPattern, Payload } from '@nestjs/microservices';
import { type EnvelopeOf, importFinished } from '@rollcall/contracts';
import type { Verdict } from '@rollcall/event-sourcing';
import { WaitingFiles } from '../import/waiting-files.js';

/** An import that has ended, however that came, needs its file no more. */
@Controller()
export class OnImportFinished {
  constructor(@Inject(WaitingFiles) private readonly files: WaitingFiles) {}

  /** Called by the transport for each `import-finished`; a file that is gone already is fine. */
  @EventPattern<string>(importFinished.type)
  async handle(@Payload() message: EnvelopeOf<typeof importFinished>): Promise<Verdict> {
    await this.files.remove(message.data.importId);
    return 'ack';
  }
}

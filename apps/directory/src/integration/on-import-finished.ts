import { Controller, Inject } from '@nestjs/common';
import { Payload } from '@nestjs/microservices';
import { type EnvelopeOf, importFinished } from '@rollcall/contracts';
import type { Verdict } from '@rollcall/event-sourcing';
import { ListensTo } from '@rollcall/service-kit';
import { WaitingFiles } from '../import/waiting-files.js';

/** An import that has ended, however that came, needs its file no more. */
@Controller()
export class OnImportFinished {
  constructor(@Inject(WaitingFiles) private readonly files: WaitingFiles) {}

  /** Called by the transport for each `import-finished`; a file that is gone already is fine. */
  @ListensTo(importFinished.type)
  async handle(@Payload() message: EnvelopeOf<typeof importFinished>): Promise<Verdict> {
    await this.files.remove(message.data.importId);
    return 'ack';
  }
}

import { Controller, Inject } from '@nestjs/common';
import { Payload } from '@nestjs/microservices';
import { type EnvelopeOf, personActivated } from '@rollcall/contracts';
import { type CommandHandler, type Cryptography, handleWith, type Verdict } from '@rollcall/event-sourcing';
import { COMMAND_HANDLER, CRYPTOGRAPHY, ListensTo } from '@rollcall/service-kit';
import { MailedLinks } from '../mail/mailed-links.js';
import { onPersonActivated } from './on-person-activated.js';

type Message = EnvelopeOf<typeof personActivated>;

/** Listens by hand: an invitation's link is made with this installation's newest key. */
@Controller()
export class WelcomeController {
  private readonly welcome: (message: Message) => Promise<Verdict>;

  constructor(
    @Inject(COMMAND_HANDLER) handle: CommandHandler,
    @Inject(CRYPTOGRAPHY) cryptography: Cryptography,
    @Inject(MailedLinks) links: MailedLinks,
  ) {
    this.welcome = handleWith(onPersonActivated(cryptography, links.keyId), { handle, cryptography });
  }

  /** Called by the transport for each activation. */
  @ListensTo(personActivated.type)
  activated(@Payload() message: Message): Promise<Verdict> {
    return this.welcome(message);
  }
}

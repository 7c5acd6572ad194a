import { Controller, Inject } from '@nestjs/common';
import { EventPattern, Payload } from '@nestjs/microservices';
import { siteOpened, siteSettingChanged } from '@rollcall/contracts';
import {
  type CommandHandler,
  type Cryptography,
  type Envelope,
  handleWith,
  type Verdict,
} from '@rollcall/event-sourcing';
import { COMMAND_HANDLER, CRYPTOGRAPHY } from '@rollcall/service-kit';
import { onSiteOpened, onSiteSettingChanged } from './on-site-opened.js';

type React = (message: never) => Promise<Verdict>;

/** Listens to sites by hand: the ids of their roles are derived with the installation's cryptography. */
@Controller()
export class SiteListenersController {
  private readonly open: React;
  private readonly addRoles: React;

  constructor(@Inject(COMMAND_HANDLER) handle: CommandHandler, @Inject(CRYPTOGRAPHY) cryptography: Cryptography) {
    this.open = handleWith(onSiteOpened(cryptography), { handle, cryptography });
    this.addRoles = handleWith(onSiteSettingChanged(cryptography), { handle, cryptography });
  }

  /** Called by the transport for each `site-opened`. */
  @EventPattern<string>(siteOpened.type)
  opened(@Payload() message: Envelope): Promise<Verdict> {
    return this.open(message as never);
  }

  /** Called by the transport for each `site-setting-changed`. */
  @EventPattern<string>(siteSettingChanged.type)
  settingChanged(@Payload() message: Envelope): Promise<Verdict> {
    return this.addRoles(message as never);
  }
}

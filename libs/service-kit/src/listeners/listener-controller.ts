import { Controller, Inject, type Type } from '@nestjs/common';
import { EventPattern, Payload } from '@nestjs/microservices';
import {
  type CommandHandler,
  type Cryptography,
  type Envelope,
  handleWith,
  type Listener,
  type Verdict,
} from '@rollcall/event-sourcing';
import { COMMAND_HANDLER, CRYPTOGRAPHY } from '../tokens.js';

/** Makes a controller with one `@EventPattern` method of a declared listener. */
export function listenerController(listener: Listener<never>): Type {
  class ListenerController {
    private readonly react: (message: never) => Promise<Verdict>;

    constructor(@Inject(COMMAND_HANDLER) handle: CommandHandler, @Inject(CRYPTOGRAPHY) cryptography: Cryptography) {
      this.react = handleWith(listener, { handle, cryptography });
    }

    /** Called by the transport for each message of the type. */
    @EventPattern<string>(listener.on)
    handle(@Payload() message: Envelope): Promise<Verdict> {
      return this.react(message as never);
    }
  }
  Object.defineProperty(ListenerController, 'name', { value: listener.name });
  return Controller()(ListenerController) ?? ListenerController;
}

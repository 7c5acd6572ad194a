import { Controller, Inject, type Type } from '@nestjs/common';
import { Payload } from '@nestjs/microservices';
import {
  type CommandHandler,
  type Cryptography,
  type Envelope,
  handleWith,
  type Listener,
  type Verdict,
} from '@rollcall/event-sourcing';
import { COMMAND_HANDLER, CRYPTOGRAPHY } from '../tokens.js';
import { ListensTo } from './listens-to.decorator.js';

/** A listener, or how it is made where its reaction derives ids or indexes: still pure, given the same cryptography. */
export type DeclaredListener =
  Listener<never> | Readonly<{ on: string; listener: (cryptography: Cryptography) => Listener<never> }>;

/** Makes a controller with one `@ListensTo` method of a declared listener. */
export function listenerController(declared: DeclaredListener): Type {
  class ListenerController {
    private readonly react: (message: never) => Promise<Verdict>;

    constructor(@Inject(COMMAND_HANDLER) handle: CommandHandler, @Inject(CRYPTOGRAPHY) cryptography: Cryptography) {
      const listener = 'listener' in declared ? declared.listener(cryptography) : declared;
      this.react = handleWith(listener, { handle, cryptography });
    }

    /** Called by the transport for each message of the type. */
    @ListensTo(declared.on)
    handle(@Payload() message: Envelope): Promise<Verdict> {
      return this.react(message as never);
    }
  }
  return Controller()(ListenerController) ?? ListenerController;
}

// A service whose listener never returns, run as a child by a test: it says so once the listener has got a message.
import 'reflect-metadata';
import { Controller, Inject, type OnApplicationBootstrap } from '@nestjs/common';
import { Payload } from '@nestjs/microservices';
import { type CommandHandler, decideOne, type Envelope } from '@rollcall/event-sourcing';
import { commandContext, room, roomRelay, roomStream } from '@rollcall/testing';
import { COMMAND_HANDLER, ListensTo, runService, Service } from '../src/index.js';

@Controller()
class Hanging implements OnApplicationBootstrap {
  constructor(@Inject(COMMAND_HANDLER) private readonly handle: CommandHandler) {}

  async onApplicationBootstrap(): Promise<void> {
    const open = decideOne(room, roomStream('a'), { type: 'OpenRoom', data: { name: 'A', seats: 1 } });
    await this.handle(open, commandContext());
  }

  @ListensTo('rollcall.example.room-opened.v1')
  hang(@Payload() _message: Envelope): Promise<never> {
    process.stdout.write('hanging\n');
    return new Promise(() => undefined);
  }
}

@Service({ name: 'example', relay: roomRelay, controllers: [Hanging] })
class HangingModule {}

await runService(HangingModule);

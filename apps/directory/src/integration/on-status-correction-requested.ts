import { Controller, Inject } from '@nestjs/common';
import { Payload } from '@nestjs/microservices';
import { type EnvelopeOf, statusCorrectionRequested } from '@rollcall/contracts';
import {
  type CommandHandler,
  type Cryptography,
  handleWith,
  type Listener,
  type Verdict,
} from '@rollcall/event-sourcing';
import { COMMAND_HANDLER, CRYPTOGRAPHY, ListensTo } from '@rollcall/service-kit';
import { Disabling } from '../person/disabling.js';
import { activatePerson, disablePerson } from '../person/person.decisions.js';
import { onSite } from '../person/person-on-site.js';

type StatusCorrection = EnvelopeOf<typeof statusCorrectionRequested>;

const seen = 'The run sees that the person did not change and reports them as still un-synced.';

/** A diagnostic run asks for a status; directory decides as it would for an Admin (DGN-09). */
export const onStatusCorrectionRequested: Listener<StatusCorrection> = {
  name: 'directory.correct-status',
  on: statusCorrectionRequested.type,
  react: ({ data: { siteId, personId, status } }) =>
    onSite(
      siteId,
      personId,
      status === 'active' ? activatePerson(personId, 'invite') : disablePerson(personId, 'diagnostics'),
    ),
  ignore: {
    'already-active': 'The person has the status that was asked for.',
    'already-disabled': 'The person has the status that was asked for.',
    'email-active-on-site': seen,
    'last-admin': seen,
    'person-erased': seen,
    'not-found': seen,
  },
};

/** Asks authorization first where somebody is to be disabled: a run, too, leaves the last active Admin (AUT-75). */
@Controller()
export class OnStatusCorrectionRequested {
  constructor(
    @Inject(COMMAND_HANDLER) private readonly handler: CommandHandler,
    @Inject(CRYPTOGRAPHY) private readonly cryptography: Cryptography,
    @Inject(Disabling) private readonly disabling: Disabling,
  ) {}

  /** Called by the transport for each `status-correction-requested`. */
  @ListensTo(statusCorrectionRequested.type)
  handle(@Payload() message: StatusCorrection): Promise<Verdict> {
    const { siteId, personId, status } = message.data;
    const reserving: CommandHandler = (command, context) => this.disabling.disable(siteId, personId, command, context);
    const handle = status === 'disabled' ? reserving : this.handler;
    return handleWith(onStatusCorrectionRequested, { handle, cryptography: this.cryptography })(message);
  }
}

import { Body, Controller, Inject, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Answer, CallContext } from '@rollcall/service-kit';
import { Acting } from '../http/acting.decorator.js';
import { Needed } from '../http/needs.decorator.js';
import { Responds } from '../http/responds.decorator.js';
import { passedOn, Upstream } from '../http/upstream.js';
import {
  AcceptInvitationDto,
  CompletePasswordResetDto,
  ConfirmSignUpDto,
  InvitationDto,
  LinkDto,
  PasswordResetDto,
  RequestPasswordResetDto,
  SignUpDto,
} from './portal.dto.js';

/** What people do before they can sign in: sign up, follow the links of mails. */
@ApiTags('Portal')
@Controller('api/v1')
export class PortalController {
  constructor(@Inject(Upstream) private readonly upstream: Upstream) {}

  @Post('accounts')
  @Needed('public')
  @Responds(202)
  signUp(@Body() body: SignUpDto, @Acting() context: CallContext): Promise<Answer> {
    return this.pass('/accounts', body, context, 202);
  }

  @Post('accounts/confirm')
  @Needed('link')
  @Responds(204)
  confirmSignUp(@Body() body: ConfirmSignUpDto, @Acting() context: CallContext): Promise<Answer> {
    return this.pass('/accounts/confirm', body, context, 204);
  }

  @Post('email-changes/confirm')
  @Needed('link')
  @Responds(204)
  confirmEmailChange(@Body() body: LinkDto, @Acting() context: CallContext): Promise<Answer> {
    return this.pass('/email-changes/confirm', body, context, 204);
  }

  @Post('invitations/inspect')
  @Needed('link')
  @Responds(200, InvitationDto)
  async inspect(@Body() body: LinkDto, @Acting() context: CallContext): Promise<InvitationDto> {
    return (await this.upstream.send<InvitationDto>('post', 'identity', '/invitations/inspect', { context, body }))
      .body;
  }

  @Post('invitations/accept')
  @Needed('link')
  @Responds(204)
  accept(@Body() body: AcceptInvitationDto, @Acting() context: CallContext): Promise<Answer> {
    return this.pass('/invitations/accept', body, context, 204);
  }

  /** Whether anybody has the address is told in the mail only. */
  @Post('password-resets')
  @Needed('public')
  @Responds(202)
  requestPasswordReset(@Body() body: RequestPasswordResetDto, @Acting() context: CallContext): Promise<Answer> {
    return this.pass('/password-resets', body, context, 202);
  }

  @Post('password-resets/inspect')
  @Needed('link')
  @Responds(200, PasswordResetDto)
  async inspectPasswordReset(@Body() body: LinkDto, @Acting() context: CallContext): Promise<PasswordResetDto> {
    const inspected = this.upstream.send<PasswordResetDto>('post', 'identity', '/password-resets/inspect', {
      context,
      body,
    });
    return (await inspected).body;
  }

  @Post('password-resets/complete')
  @Needed('link')
  @Responds(204)
  completePasswordReset(@Body() body: CompletePasswordResetDto, @Acting() context: CallContext): Promise<Answer> {
    return this.pass('/password-resets/complete', body, context, 204);
  }

  private async pass(route: string, body: object, context: CallContext, status: number): Promise<Answer> {
    return passedOn(await this.upstream.send('post', 'identity', route, { context, body }), { status });
  }
}

import { Body, Controller, Delete, Get, Inject, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Answer, CallContext } from '@rollcall/service-kit';
import type { Caller } from '../access/caller.js';
import { SignedIn } from '../access/on-request.js';
import { Acting } from '../http/acting.decorator.js';
import { Needed } from '../http/needs.decorator.js';
import { Responds, ShownOnce } from '../http/responds.decorator.js';
import { passedOn, path, Upstream } from '../http/upstream.js';
import { SignInCodeDto } from '../sign-in/session.dto.js';
import {
  BothFactorsDto,
  OfferedTotpDto,
  OwnerPasswordDto,
  RecoveryCodesDto,
  SecondFactorsDto,
} from './second-factor.dto.js';

/** The caller's second factor, and the codes for when it is lost. */
@ApiTags('Me')
@Controller('api/v1/me')
export class MySecondFactorController {
  constructor(@Inject(Upstream) private readonly upstream: Upstream) {}

  @Get('second-factors')
  @Needed('signed-in')
  @Responds(200, SecondFactorsDto)
  async list(@SignedIn() { accountId }: Caller, @Acting() context: CallContext): Promise<SecondFactorsDto> {
    const own = path`/accounts/${accountId}/second-factors`;
    return (await this.upstream.send<SecondFactorsDto>('get', 'identity', own, { context })).body;
  }

  @Post('second-factors/totp')
  @Needed('signed-in')
  @Responds(201, OfferedTotpDto)
  @ShownOnce()
  async offer(
    @SignedIn() { accountId }: Caller,
    @Body() body: OwnerPasswordDto,
    @Acting() context: CallContext,
  ): Promise<OfferedTotpDto> {
    const offers = path`/accounts/${accountId}/second-factors/totp`;
    return (await this.upstream.send<OfferedTotpDto>('post', 'identity', offers, { context, body })).body;
  }

  @Post('second-factors/totp/confirm')
  @Needed('signed-in')
  @Responds(201, RecoveryCodesDto)
  @ShownOnce()
  async confirm(
    @SignedIn() { accountId }: Caller,
    @Body() body: SignInCodeDto,
    @Acting() context: CallContext,
  ): Promise<RecoveryCodesDto> {
    const confirm = path`/accounts/${accountId}/second-factors/totp/confirm`;
    return (await this.upstream.send<RecoveryCodesDto>('post', 'identity', confirm, { context, body })).body;
  }

  @Delete('second-factors/:factor')
  @Needed('signed-in')
  @Responds(204)
  async remove(
    @SignedIn() { accountId }: Caller,
    @Param('factor') factor: string,
    @Body() body: BothFactorsDto,
    @Acting() context: CallContext,
  ): Promise<Answer> {
    const own = path`/accounts/${accountId}/second-factors/${factor}`;
    return passedOn(await this.upstream.send('delete', 'identity', own, { context, body }));
  }

  @Post('recovery-codes')
  @Needed('signed-in')
  @Responds(201, RecoveryCodesDto)
  @ShownOnce()
  async issueCodes(
    @SignedIn() { accountId }: Caller,
    @Body() body: BothFactorsDto,
    @Acting() context: CallContext,
  ): Promise<RecoveryCodesDto> {
    const codes = path`/accounts/${accountId}/recovery-codes`;
    return (await this.upstream.send<RecoveryCodesDto>('post', 'identity', codes, { context, body })).body;
  }
}

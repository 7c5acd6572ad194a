import { ApiProperty } from '@nestjs/swagger';

/** A session that goes on. Its id lets nobody in: that is what the token is for, which is stored nowhere. */
export class OpenSessionDto {
  @ApiProperty()
  id!: string;
  @ApiProperty({ enum: ['browser', 'token'], description: '`token`: a program.' })
  kind!: string;
  @ApiProperty({ format: 'date-time' })
  startedAt!: string;
  @ApiProperty({ format: 'date-time', required: false, description: 'To the minute; absent for a program.' })
  lastSeenAt?: string;
  @ApiProperty({ format: 'date-time' })
  expiresAt!: string;
  @ApiProperty({ description: 'Whether this very request was made in it.' })
  current!: boolean;
}

/** Where an account is signed in. */
export class OpenSessionsDto {
  @ApiProperty({ type: [OpenSessionDto] })
  items!: readonly OpenSessionDto[];
}

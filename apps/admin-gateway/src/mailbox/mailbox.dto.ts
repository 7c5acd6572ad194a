import { ApiProperty } from '@nestjs/swagger';

/** A mail in the mailbox on disk. */
export class MailboxMessageDto {
  @ApiProperty()
  id!: string;
  @ApiProperty()
  to!: string;
  @ApiProperty()
  subject!: string;
  @ApiProperty({ format: 'date-time' })
  sentAt!: string;
}

/** All of them, newest first. */
export class MailboxDto {
  @ApiProperty({ type: [MailboxMessageDto] })
  items!: MailboxMessageDto[];
}

/** One mail as its reader sees it. */
export class MailDto extends MailboxMessageDto {
  @ApiProperty()
  text!: string;
  @ApiProperty({ description: 'Show it in a sandboxed frame.' })
  html!: string;
}

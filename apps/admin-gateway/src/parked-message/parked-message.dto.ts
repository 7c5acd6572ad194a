import { ApiProperty } from '@nestjs/swagger';
import { HeldUpKeyDto } from '@rollcall/service-kit';
import { TotalDto } from '../http/list-query.dto.js';

/** A message that holds its key up in one consumer group. */
export class ParkedMessageDto extends HeldUpKeyDto {
  @ApiProperty({ description: 'The service that consumes as this group, and keeps the record of what is ordered.' })
  service!: string;
}

/** The messages that hold keys up, those that were set aside first in front; 500 at most. */
export class ParkedMessagesDto {
  @ApiProperty({ type: [ParkedMessageDto] })
  items!: ParkedMessageDto[];
  @ApiProperty({ type: TotalDto })
  total!: TotalDto;
  @ApiProperty({
    type: [String],
    description: 'Services that did not answer: what their groups set aside is missing here.',
  })
  silent!: string[];
}

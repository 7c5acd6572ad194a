import { ApiProperty } from '@nestjs/swagger';
import { IsOptional, Length, Matches } from 'class-validator';

const reason = {
  minLength: 1,
  maxLength: 500,
  description: 'Stays on record for good: no names, no addresses.',
} as const;
const saysSomething = { message: 'reason must say something' };

/** Why a key is handed over again. */
export class RedriveParkedDto {
  @ApiProperty({ type: String, required: false, ...reason })
  @IsOptional()
  @Length(1, 500)
  @Matches(/\S/, saysSomething)
  reason?: string;
}

/** Why a message is dropped for good. */
export class DiscardParkedDto {
  @ApiProperty({ type: String, ...reason })
  @Length(1, 500)
  @Matches(/\S/, saysSomething)
  reason!: string;
}

/** A key that is held up: the message that holds it up, and how many wait behind it. Nothing of what they say. */
export class HeldUpKeyDto {
  @ApiProperty({ description: 'Id of the message.' })
  id!: string;
  @ApiProperty({ description: 'The consumer group that has set it aside.' })
  group!: string;
  @ApiProperty()
  topic!: string;
  @ApiProperty({ description: 'Id of the thing that the message is about.' })
  key!: string;
  @ApiProperty({ description: 'The contract event’s type; empty where it could not be read.' })
  type!: string;
  @ApiProperty({ description: 'Why it was set aside.' })
  reason!: string;
  @ApiProperty({
    enum: ['cause', 'behind'],
    description: '`cause`: it failed. `behind`: what failed is gone, and this one is about to be handed over again.',
  })
  place!: 'cause' | 'behind';
  @ApiProperty({ format: 'date-time' })
  parkedAt!: string;
  @ApiProperty({ type: 'integer', description: 'How many later messages of the key wait behind it.' })
  waiting!: number;
}

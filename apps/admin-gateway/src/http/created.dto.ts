import { ApiProperty } from '@nestjs/swagger';

/** What was created. */
export class CreatedDto {
  @ApiProperty()
  id!: string;
}

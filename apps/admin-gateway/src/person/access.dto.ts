import { ApiProperty } from '@nestjs/swagger';
import { IdField, Text } from '../http/fields.js';

/** What is asked about a person's rights. */
export class AccessQueryDto {
  @Text({ max: 200, description: 'A permission, e.g. `entity/Project/see` or `field/Person/email/edit`.' })
  action!: string;
  @IdField({ optional: true, description: 'The project it is about.' })
  project?: string;
}

/** One step of a decision. */
export class ReasonDto {
  @ApiProperty()
  step!: string;
  @ApiProperty()
  code!: string;
  @ApiProperty({ required: false })
  roleId?: string;
  @ApiProperty({ required: false })
  ruleId?: string;
  @ApiProperty({ required: false })
  path?: string;
}

/** Whether, and why. */
export class AccessDto {
  @ApiProperty({ type: 'boolean' })
  allowed!: boolean;
  @ApiProperty()
  code!: string;
  @ApiProperty({ description: 'Why, and for a no what would allow it, in words.' })
  text!: string;
  @ApiProperty({ type: [ReasonDto] })
  reasons!: ReasonDto[];
  @ApiProperty({ required: false, type: 'array', items: { type: 'object', additionalProperties: true } })
  wouldAllow?: object[];
}

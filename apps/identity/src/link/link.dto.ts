import { IsOptional } from 'class-validator';
import { IdField } from '../http/fields.js';

/** Whose links are asked for: on one site, or everywhere. */
export class LinksQueryDto {
  @IsOptional()
  @IdField()
  site?: string;
}

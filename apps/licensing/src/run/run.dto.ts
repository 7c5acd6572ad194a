import { IsIn } from 'class-validator';

/** The status a person shall get (DGN-07). */
export class ChooseStatusDto {
  @IsIn(['active', 'inactive'])
  chosenStatus!: 'active' | 'inactive';
}

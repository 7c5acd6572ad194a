import { Name } from '../fields.js';

/** A new group. */
export class CreateGroupDto {
  @Name()
  name!: string;
}

import { Name, YesNo } from '../fields.js';

/** A new project. */
export class CreateProjectDto {
  @Name()
  name!: string;
  @YesNo({ optional: true, description: 'Access to all open projects does not include it (DIR-18).' })
  private?: boolean;
  @YesNo({ optional: true, description: 'One that the system keeps (DIR-20).' })
  template?: boolean;
}

/** Another name. */
export class EditProjectDto {
  @Name()
  name!: string;
}

import { ApiProperty } from '@nestjs/swagger';
import { Email, ForeignText, Login, OneOf, PersonName, Word, Words, YesNo, YesNoQuery } from '../fields.js';
import type { Welcome } from './person.events.js';

/** A new person (DIR-07); without `status` active, without `welcome` invited. */
export class CreatePersonDto {
  @PersonName()
  firstName!: string;
  @PersonName({ empty: true, description: 'Empty for somebody with a single name.' })
  lastName!: string;
  @Login()
  login!: string;
  @Email()
  email!: string;
  @Word({ optional: true, description: 'The role to be assigned; the site’s default when absent.' })
  roleId?: string;
  @Words({ optional: true })
  projectIds?: string[];
  @Words({ optional: true })
  groupIds?: string[];
  @ForeignText({ optional: true })
  externalId?: string;
  @OneOf(['active', 'disabled'], { optional: true })
  status?: 'active' | 'disabled';
  @OneOf(['invite', 'hold'], { optional: true })
  welcome?: Welcome;
}

/** An edit of a person: what is absent stays. */
export class EditPersonDto {
  @PersonName({ optional: true })
  firstName?: string;
  @PersonName({ optional: true, empty: true })
  lastName?: string;
  @Login({ optional: true })
  login?: string;
  @Email({ optional: true })
  email?: string;
  @YesNo({
    optional: true,
    description: 'The Admin was warned that the email may lead to a second account, and went on.',
  })
  confirmTwin?: boolean;
}

/** How somebody who is enabled is told. */
export class ActivatePersonDto {
  @OneOf(['invite', 'hold'], { optional: true })
  welcome?: Welcome;
}

/** The whole set of a person's projects. */
export class MembershipsDto {
  @Words()
  projectIds!: string[];
}

/** The whole set of a person's groups. */
export class GroupsDto {
  @Words()
  groupIds!: string[];
}

/** The id of a new person. */
export class PersonCreatedDto {
  @Word()
  personId!: string;
}

/** Whether somebody is erased, or it is only told what would go. */
export class EraseQueryDto {
  @YesNoQuery('Erase nobody; tell what would go.')
  dryRun?: boolean;
}

/** What directory erases of a person, beside names, login and email everywhere. */
export class PersonErasureDto {
  @ApiProperty({ type: 'integer', description: 'Uploaded files with a row of theirs, which is emptied.' })
  waitingFiles!: number;
}

import { Email, IdField, IdsField, OneOf, Text, YesNo, YesNoFilter } from '../http/fields.js';

/** Longest name and login, as directory has them. */
const longestName = 100;

/** A person to be created. */
export class CreatePersonDto {
  @Text({ max: longestName })
  firstName!: string;
  @Text({ max: longestName, min: 0, description: 'Empty for a single name.' })
  lastName!: string;
  @Text({ max: longestName })
  login!: string;
  @Email()
  email!: string;
  @IdField({ optional: true, description: 'Absent: the site’s default role.' })
  roleId?: string;
  @IdsField({ optional: true })
  projectIds?: string[];
  @IdsField({ optional: true })
  groupIds?: string[];
  @Text({ max: longestName, optional: true })
  externalId?: string;
  @OneOf(['active', 'disabled'], { optional: true, default: 'active' })
  status?: 'active' | 'disabled';
  @OneOf(['invite', 'hold'], { optional: true, default: 'invite', description: '`hold` sends no mail.' })
  welcome?: 'invite' | 'hold';
}

/** What changes about a person; each field needs its own permission. */
export class EditPersonDto {
  @Text({ max: longestName, optional: true })
  firstName?: string;
  @Text({ max: longestName, min: 0, optional: true })
  lastName?: string;
  @Text({ max: longestName, optional: true })
  login?: string;
  @Email({ optional: true })
  email?: string;
  @YesNo({ optional: true, description: 'Go on although the new email makes a second account (see email-advice).' })
  confirmTwin?: boolean;
}

/** How somebody is activated. */
export class ActivateDto {
  @OneOf(['invite', 'hold'], { optional: true, default: 'invite' })
  welcome?: 'invite' | 'hold';
}

/** How a credential is reset. */
export class ResetCredentialDto {
  @OneOf(['link', 'explicit'], { description: '`link`: a mail with a link; `explicit`: the password given here.' })
  delivery!: 'link' | 'explicit';
  @Text({ max: 1024, optional: true })
  password?: string;
}

/** Whether somebody gets the security emails of the site. */
export class SecurityEmailsDto {
  @YesNo({ description: 'Whatever their role.' })
  subscribed!: boolean;
}

/** Whether somebody is erased, or it is only told what would go. */
export class EraseOptionsDto {
  @YesNoFilter('Erase nobody; tell what would go.')
  dryRun?: boolean;
}

import { AnyOf, OneOf, YesNoFilter } from '../http/fields.js';
import { SearchQueryDto } from '../http/list-query.dto.js';

const sorts = ['name', 'login', 'email', 'createdAt', 'status'].flatMap((sort) => [sort, `-${sort}`]);

/** Filters of people. */
export class PersonQueryDto extends SearchQueryDto {
  @OneOf(sorts, { optional: true, default: 'name' })
  sort?: string;
  @AnyOf({ words: ['active', 'disabled'] })
  status?: string[];
  @AnyOf({ words: ['Created', 'Pending', 'none'], description: '`none`: no account is linked.' })
  accountStatus?: string[];
  @AnyOf({ words: ['none', 'activating', 'active', 'refused', 'timed-out'] })
  activation?: string[];
  @AnyOf()
  roleId?: string[];
  @AnyOf()
  projectId?: string[];
  @AnyOf()
  groupId?: string[];
  @YesNoFilter('Whether the account is locked.')
  locked?: boolean;
  @YesNoFilter('Whether identity, seat and site status disagree.')
  hasDrift?: boolean;
}

import { Name, OneOf, Word } from '../fields.js';

/** A new site. */
export class OpenSiteDto {
  @Word()
  siteId!: string;
  @Word()
  teamId!: string;
  @Word({ description: 'The site’s name in addresses.' })
  slug!: string;
  @Name()
  name!: string;
  @OneOf(['subscription', 'trial', 'educational'])
  kind!: 'subscription' | 'trial' | 'educational';
  @OneOf(['legacy', 'migrated'])
  accountMode!: 'legacy' | 'migrated';
  @OneOf(['single-role', 'multi-role'])
  accessModel!: 'single-role' | 'multi-role';
}

/** Another value of a setting. */
export class ChangeSettingDto {
  @Word()
  key!: string;
  @Word()
  value!: string;
}

import { type EnvelopeOf, type SiteFacet, siteOpened, siteSettingChanged } from '@rollcall/contracts';
import type { Command, Cryptography, Envelope, Listener } from '@rollcall/event-sourcing';
import { openSite } from '../site/site.decisions.js';

type Uuid5 = Pick<Cryptography, 'uuid5'>;

/** The role of a stored default on a site has the same id whenever the site's message is handled. */
export const defaultRoleId = ({ uuid5 }: Uuid5, siteId: string, template: string): string =>
  uuid5('authorization.role', `${siteId}/${template}`);

const open = (cryptography: Uuid5, { facet }: Envelope<unknown, SiteFacet>): Command | undefined => {
  if (!facet?.state) return undefined;
  const { siteId, accessModel, accountMode } = facet.state;
  return openSite({
    siteId,
    accessModel,
    accountMode,
    roleIdOf: (template) => defaultRoleId(cryptography, siteId, template),
  });
};

/** A new site gets the roles of its mode and model. */
export const onSiteOpened = (cryptography: Uuid5): Listener<EnvelopeOf<typeof siteOpened>> => ({
  name: 'authorization.open-site',
  on: siteOpened.type,
  react: (message) => open(cryptography, message),
});

/** A site that changes its account mode gets the roles it lacks; what it has is left alone (K4). */
export const onSiteSettingChanged = (cryptography: Uuid5): Listener<EnvelopeOf<typeof siteSettingChanged>> => ({
  name: 'authorization.add-roles-of-mode',
  on: siteSettingChanged.type,
  react: (message) => open(cryptography, message),
});

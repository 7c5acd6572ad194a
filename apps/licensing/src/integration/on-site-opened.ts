import { type EnvelopeOf, siteOpened } from '@rollcall/contracts';
import { decideOne, type Listener, streamName } from '@rollcall/event-sourcing';
import { siteDecider } from '../site/site.decider.js';
import { siteCategory } from '../site/site.events.js';

/** Licensing learns which team pays for a site, and whether its people need seats (LIC-15). */
export const onSiteOpened: Listener<EnvelopeOf<typeof siteOpened>> = {
  name: 'licensing.register-site',
  on: siteOpened.type,
  react: ({ facet }) => {
    if (!facet?.state) return undefined;
    const { siteId, teamId, kind } = facet.state;
    return decideOne(siteDecider, streamName(siteCategory, siteId), {
      type: 'RegisterSite',
      data: { siteId, teamId, kind },
    });
  },
};

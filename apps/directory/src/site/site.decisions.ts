import { type Command, writes } from '@rollcall/event-sourcing';
import { projectWrites } from '../project/project.decisions.js';
import { siteDecider, siteStream } from './site.decider.js';
import type { SiteOpened } from './site.events.js';

/** What every site has from the start, and nobody deletes (DIR-20). */
export const templateProjectName = 'Template Project';

/** A new site with its Template Project (DIR-20). Rejections: `site-exists`. */
export const openSite = (
  data: SiteOpened['data'],
  template: Readonly<{ projectId: string; nameIndex: string }>,
): Command => ({
  addressed: siteStream(data.siteId),
  decide: (get) => {
    const stream = siteStream(data.siteId);
    const { siteId } = data;
    return writes(
      [stream, siteDecider.decide({ type: 'OpenSite', data }, get(siteDecider, stream))],
      ...projectWrites(get, { ...template, siteId, name: templateProjectName, private: false, template: true }),
    );
  },
});

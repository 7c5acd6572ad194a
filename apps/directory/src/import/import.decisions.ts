import { type Command, decideOne, reject } from '@rollcall/event-sourcing';
import { siteDecider, siteStream } from '../site/site.decider.js';
import type { ImportCommand, UploadImport } from './import.commands.js';
import { importDecider } from './import.decider.js';
import { importStream } from './import.events.js';

/** A file for a site. Rejections: `not-found` (site), `already-exists`. */
export const uploadImport = (data: UploadImport['data']): Command => {
  const command = decideOne(importDecider, importStream(data.importId), { type: 'UploadImport', data });
  return {
    ...command,
    decide: (get) =>
      get(siteDecider, siteStream(data.siteId)).status === 'none'
        ? reject('not-found', 'There is no such site.')
        : command.decide(get),
  };
};

/** A command about an import of this site; another site's is `not-found`. Other rejections: see {@link importDecider}. */
export const changeImport = (
  siteId: string,
  importId: string,
  asked: Exclude<ImportCommand, UploadImport>,
): Command => {
  const command = decideOne(importDecider, importStream(importId), asked);
  return {
    ...command,
    decide: (get) => {
      const state = get(importDecider, importStream(importId));
      return state.status === 'none' || state.upload.siteId !== siteId
        ? reject('not-found', 'There is no such import.')
        : command.decide(get);
    },
  };
};

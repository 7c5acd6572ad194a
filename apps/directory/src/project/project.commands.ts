import type { Message } from '@rollcall/event-sourcing';
import type { ProjectCreated, ProjectRenamed } from './project.events.js';

/** Intents about a project; names are claimed beside them, see `project.decisions.ts`. */
export type ProjectCommand =
  | Message<'CreateProject', ProjectCreated['data']>
  | Message<'RenameProject', ProjectRenamed['data']>
  | Message<'MakePrivate' | 'MakeOpen' | 'ArchiveProject', object>;

import { type Message, type StreamName, streamName } from '@rollcall/event-sourcing';

/** Streams of projects: `directory.project-<projectId>`. */
export const projectCategory = 'directory.project';
/** The stream of a project. */
export const projectStream = (projectId: string): StreamName => streamName(projectCategory, projectId);

/** A project exists; `template` marks the one that the system keeps on every site (DIR-20). */
export type ProjectCreated = Message<
  'ProjectCreated',
  { projectId: string; siteId: string; name: string; nameIndex: string; private: boolean; template: boolean }
>;
/** It has another name. */
export type ProjectRenamed = Message<'ProjectRenamed', { name: string; nameIndex: string }>;
/** Access to all open projects no longer includes it, or does again (DIR-18). */
export type ProjectMadePrivate = Message<'ProjectMadePrivate', object>;
export type ProjectMadeOpen = Message<'ProjectMadeOpen', object>;
/** Work on it has ended; its people stay linked. */
export type ProjectArchived = Message<'ProjectArchived', object>;

/** What can be true of a project. */
export type ProjectEvent = ProjectCreated | ProjectRenamed | ProjectMadePrivate | ProjectMadeOpen | ProjectArchived;

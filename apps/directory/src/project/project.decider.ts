import { type Decider, type Rejection, reject } from '@rollcall/event-sourcing';
import type { ProjectCommand } from './project.commands.js';
import type { ProjectEvent } from './project.events.js';

/** A project as directory decides about it. */
export type ExistingProject = Readonly<{
  status: 'open' | 'archived';
  projectId: string;
  siteId: string;
  name: string;
  nameIndex: string;
  private: boolean;
  template: boolean;
}>;
/** No project yet, or one that exists. */
export type Project = Readonly<{ status: 'none' }> | ExistingProject;

/**
 * Projects of a site: open or private (DIR-18), archived when work has ended; the Template Project stays (DIR-20).
 * Rejections: `already-exists`, `not-found`, `system-required`.
 */
export const projectDecider: Decider<Project, ProjectCommand, ProjectEvent> = {
  initialState: () => ({ status: 'none' }),
  evolve: (project, event) => {
    if (event.type === 'ProjectCreated') return { status: 'open', ...event.data };
    return project.status === 'none' ? project : { ...project, ...changed(event) };
  },
  decide: (command, project) => {
    if (command.type === 'CreateProject') {
      return project.status === 'none'
        ? [{ type: 'ProjectCreated', data: command.data }]
        : reject('already-exists', 'This project exists already.');
    }
    return project.status === 'none' ? reject('not-found', 'There is no such project.') : change(project, command);
  },
};

function changed(event: Exclude<ProjectEvent, { type: 'ProjectCreated' }>): Partial<ExistingProject> {
  switch (event.type) {
    case 'ProjectRenamed':
      return event.data;
    case 'ProjectMadePrivate':
      return { private: true };
    case 'ProjectMadeOpen':
      return { private: false };
    case 'ProjectArchived':
      return { status: 'archived' };
  }
}

function change(
  project: ExistingProject,
  command: Exclude<ProjectCommand, { type: 'CreateProject' }>,
): readonly ProjectEvent[] | Rejection {
  switch (command.type) {
    case 'RenameProject':
      return command.data.name === project.name ? [] : [{ type: 'ProjectRenamed', data: command.data }];
    case 'MakePrivate':
      return project.private ? [] : [{ type: 'ProjectMadePrivate', data: {} }];
    case 'MakeOpen':
      return project.private ? [{ type: 'ProjectMadeOpen', data: {} }] : [];
    case 'ArchiveProject':
      if (project.template) return reject('system-required', 'The system keeps its Template Project.');
      return project.status === 'archived' ? [] : [{ type: 'ProjectArchived', data: {} }];
  }
}

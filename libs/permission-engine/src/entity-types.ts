import { catalogueOf, type EntityType } from './catalogue.js';

/** On every record: written by the system alone (AUT-33). */
const audit = ['id', 'createdBy', 'createdAt', 'updatedBy', 'updatedAt'];

const site = (name: string, fields: readonly string[], calculated: readonly string[] = []): EntityType => ({
  name,
  belongsTo: 'site',
  fields,
  readOnly: [...audit, ...calculated],
});
const project = (name: string, fields: readonly string[], calculated: readonly string[] = []): EntityType => ({
  ...site(name, fields, calculated),
  belongsTo: 'project',
});

/** What this product keeps itself. A project belongs to itself. */
export const productTypes: readonly EntityType[] = [
  site(
    'Person',
    ['name', 'login', 'email', 'status', 'credential', 'permissionGroup', 'projects', 'groups', 'thumbnail'],
    ['accountStatus', 'lockedUntil'],
  ),
  site('Group', ['name', 'members']),
  project('Project', ['name', 'private', 'archived', 'thumbnail', 'team']),
  site('PermissionRole', ['name', 'description', 'enabled', 'permissions', 'rules']),
  site('Field', ['name', 'permissions', 'visibility']),
  site('Seat', ['assigned']),
  site('DiagnosticRun', ['chosenStatus']),
  site('AuditEntry', []),
  site('Setting', ['value']),
];

/** What the production tracker keeps; decided here, stored there (SCOPE-2). */
export const trackerTypes: readonly EntityType[] = [
  project('Asset', ['name', 'description', 'status', 'thumbnail', 'tags', 'tasks'], ['openNotesCount']),
  project('Sequence', ['name', 'description', 'status', 'thumbnail'], ['openNotesCount']),
  project(
    'Shot',
    ['name', 'description', 'status', 'thumbnail', 'cutIn', 'cutOut', 'tasks'],
    ['openNotesCount', 'smartCutIn', 'smartCutOut', 'smartCutDuration', 'smartHeadIn', 'smartTailOut'],
  ),
  project('Task', ['name', 'description', 'status', 'assignees', 'startDate', 'dueDate', 'bid'], ['openNotesCount']),
  project('Note', ['subject', 'body', 'status', 'author', 'to', 'cc', 'links', 'tasks', 'attachments']),
  project('Reply', ['body', 'attachments']),
  project('Version', ['name', 'description', 'status', 'media', 'task', 'link'], ['openNotesCount']),
  project('Ticket', ['title', 'description', 'status', 'priority', 'assignees']),
  project('TimeLog', ['person', 'date', 'duration', 'description', 'task']),
  project('Delivery', ['name', 'description', 'status', 'recipients', 'versions'], ['openNotesCount']),
  project('Cut', ['name', 'description', 'status', 'fps', 'revision']),
  project('CutItem', ['name', 'order', 'cutIn', 'cutOut', 'editIn', 'editOut', 'shot', 'version']),
  project('Playlist', ['name', 'description', 'versions']),
  project('PublishedFile', ['name', 'description', 'status', 'path', 'task', 'version']),
  project('Page', ['name', 'layout', 'sharing']),
  project('EventLogEntry', ['description', 'eventType', 'metadata']),
  site('ActionMenuItem', ['name', 'url', 'order']),
  site('ClientUser', ['name', 'email', 'status', 'projects']),
  site('GlobalFormattingRule', ['name', 'condition', 'format']),
  site('SavedFilter', ['name', 'criteria', 'sharing']),
  site('Script', ['name', 'description', 'permissionGroup', 'enabled']),
  site('Webhook', ['name', 'url', 'events', 'enabled']),
  site('WorkSchedule', ['date', 'hours', 'exception']),
];

/** Every type this product decides about, product's own first. */
export const entityTypes: readonly EntityType[] = [...productTypes, ...trackerTypes];

/** {@link entityTypes}, made ready for questions. */
export const standardCatalogue = catalogueOf(entityTypes);

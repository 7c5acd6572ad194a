/** What can be asked about a person's rights: the permission's path and its question in words. */
export const questions: readonly Readonly<{ value: string; label: string; aboutProject: boolean }>[] = [
  { value: 'entity/Project/see', label: 'See a project', aboutProject: true },
  { value: 'entity/Project/edit', label: 'Edit a project', aboutProject: true },
  { value: 'entity/Person/see', label: 'See people', aboutProject: false },
  { value: 'entity/Person/create', label: 'Create people', aboutProject: false },
  { value: 'field/Person/status/edit', label: 'Activate and disable people', aboutProject: false },
  { value: 'field/Person/email/edit', label: 'Edit the email of people', aboutProject: false },
  { value: 'field/Person/permissionGroup/edit', label: 'Change permission groups', aboutProject: false },
  { value: 'advanced/See all projects', label: 'See all projects', aboutProject: false },
  { value: 'advanced/Access Admin Functionality', label: 'Access Admin Functionality', aboutProject: false },
];

import { MultiSelect, Select } from '@mantine/core';
import { useProjects } from '../projects/use-projects.js';
import { useSite } from '../shell/site-context.js';
import { fieldProblem, type NewPersonFields } from './new-person.js';
import classes from './people.module.css';
import { useRoles } from './use-roles.js';

/** Permission Group and Projects: chosen from what exists (DIR-08, DIR-09). */
export function NewPersonLinks({ draft, problem, onChange }: NewPersonFields) {
  const { siteId, may } = useSite();
  const { data: roles } = useRoles();
  const { data: projects } = useProjects(siteId);
  const open = projects?.items.filter(({ archived }) => !archived) ?? [];
  return (
    <>
      {roles && may.assignRole && (
        <Select
          className={classes.wide}
          label="Permission Group"
          placeholder={`Default: ${roles.find(({ isDefault }) => isDefault)?.name ?? 'the site’s default'}`}
          data={roles.map(({ id, name }) => ({ value: id, label: name }))}
          value={draft.roleId === '' ? null : draft.roleId}
          error={fieldProblem(problem, 'roleId')}
          onChange={(roleId) => onChange({ roleId: roleId ?? '' })}
        />
      )}
      <MultiSelect
        className={classes.wide}
        label="Projects"
        placeholder={draft.projectIds.length === 0 ? 'None yet' : ''}
        searchable
        data={open.map(({ id, name }) => ({ value: id, label: name }))}
        value={draft.projectIds}
        error={fieldProblem(problem, 'projectIds')}
        onChange={(projectIds) => onChange({ projectIds })}
      />
    </>
  );
}

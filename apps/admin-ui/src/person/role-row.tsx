import { Button, MultiSelect, Switch } from '@mantine/core';
import { useProjects } from '../projects/use-projects.js';
import { useSite } from '../shell/site-context.js';
import { type Assignment, offeredTo } from './assignments-draft.js';
import classes from './person.module.css';

/** What one row of the role manager shows and tells. */
export type RoleRowProps = Readonly<{
  assignment: Assignment;
  name: string;
  /** Names of the other roles by which all open projects are reached anyway. */
  wider: readonly string[];
  onScope: (change: Partial<Assignment['scope']>) => void;
  onRemove: () => void;
}>;

/** One role with its project access (AUT-68, AUT-71). */
export function RoleRow({ assignment, name, wider, onScope, onRemove }: RoleRowProps) {
  const { siteId } = useSite();
  const { data } = useProjects(siteId);
  const { allOpen, projectIds } = assignment.scope;
  const names = new Map(data?.items.map((project) => [project.id, project.name]));
  return (
    <li className={classes.role} aria-label={name}>
      <div className={classes.roleHead}>
        <strong>{name}</strong>
        <Button variant="subtle" size="compact-sm" aria-label={`Remove ${name}`} onClick={onRemove}>
          Remove
        </Button>
      </div>
      <Switch
        label="All Open Projects"
        checked={allOpen}
        onChange={({ currentTarget }) => onScope({ allOpen: currentTarget.checked })}
      />
      <MultiSelect
        aria-label={`Projects of ${name}`}
        placeholder={projectIds.length > 0 ? '' : allOpen ? 'No private project' : 'No project'}
        searchable
        data={offeredTo(assignment, data?.items ?? []).map((id) => ({
          value: id,
          label: names.get(id) ?? 'Another project',
        }))}
        value={projectIds}
        onChange={(chosen) => onScope({ projectIds: chosen })}
      />
      {wider.length > 0 && <p className={classes.hint}>All open projects are reached as {wider.join(', ')} anyway.</p>}
    </li>
  );
}

import { MultiSelect, TextInput } from '@mantine/core';
import { useSearchParams } from 'react-router';
import { useProjects } from '../projects/use-projects.js';
import { useSite } from '../shell/site-context.js';
import type { Schemas } from '../api/schemas.js';
import { counted, totalText } from '../text/words.js';
import { filtersOf, withFilters, type SeveralFilter } from './people-filters.js';
import classes from './people.module.css';
import { useRoles } from './use-roles.js';
import { useSearchWords } from './use-search-words.js';

/** Search and filters of a People page, and how many there are. */
export function PeopleFilterBar(props: { total: Schemas['TotalDto'] | undefined; withProjects: boolean }) {
  const { total, withProjects } = props;
  const { siteId } = useSite();
  const { data: projects } = useProjects(siteId);
  const { data: roles } = useRoles();
  const [words, setWords] = useSearchWords();
  const named = (items: readonly Readonly<{ id: string; name: string }>[] = []) =>
    items.map(({ id, name }) => ({ value: id, label: name }));
  return (
    <div className={classes.filters} role="search" aria-label="Narrow the people">
      <TextInput
        type="search"
        aria-label="Search people"
        placeholder="Name, login or email"
        w={230}
        value={words}
        onChange={(event) => setWords(event.currentTarget.value)}
      />
      <Filter name="status" label="Status" options={['active', 'disabled']} />
      <Filter
        name="accountStatus"
        label="Account Status"
        options={['Created', 'Pending', { value: 'none', label: 'No account' }]}
      />
      <Filter name="locked" label="Locked Until" options={[{ value: 'true', label: 'Locked' }]} />
      {roles && <Filter name="roleId" label="Permission Group" options={named(roles)} />}
      {withProjects && <Filter name="projectId" label="Project" options={named(projects?.items)} />}
      <span className={classes.count} role="status">
        {total && (total.more ? `${totalText(total)} people` : counted(total.count, 'person', 'people'))}
      </span>
    </div>
  );
}

function Filter(props: {
  name: SeveralFilter;
  label: string;
  options: readonly (string | { value: string; label: string })[];
}) {
  const { name, label, options } = props;
  const [search, setSearch] = useSearchParams();
  const chosen = filtersOf(search)[name];
  return (
    <MultiSelect
      aria-label={label}
      placeholder={chosen.length === 0 ? label : ''}
      data={options}
      value={[...chosen]}
      onChange={(values) => setSearch((now) => withFilters(now, { [name]: values }))}
      searchable={options.length > 8}
      clearable
      clearButtonProps={{ 'aria-label': `Clear ${label}` }}
      comboboxProps={{ width: 220, position: 'bottom-start' }}
      className={classes.filter}
    />
  );
}

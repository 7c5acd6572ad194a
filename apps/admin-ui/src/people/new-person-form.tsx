import { Button, MultiSelect, Select, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import { useNavigate } from 'react-router';
import { api, once, read } from '../api/client.js';
import { toProblem } from '../api/problem.js';
import { ProblemNote } from '../components/problem-note.js';
import { useProjects } from '../projects/use-projects.js';
import { useSite } from '../shell/site-context.js';
import { fieldProblem, isAtField, newPerson } from './new-person.js';
import classes from './people.module.css';
import { useRoles } from './use-roles.js';

const texts = [
  ['firstName', 'First Name', 'off'],
  ['lastName', 'Last Name', 'off'],
  ['login', 'Login', 'off'],
  ['email', 'Email', 'off'],
] as const;

/** What is asked of a newcomer; a refused field says why, at the field. */
export function NewPersonForm({ onDone }: { onDone: () => void }) {
  const { siteId, slug, may } = useSite();
  const { data: roles } = useRoles();
  const { data: projects } = useProjects(siteId);
  const [draft, setDraft] = useState(newPerson);
  const client = useQueryClient();
  const navigate = useNavigate();
  const create = useMutation({
    mutationFn: () => {
      const params = { path: { site: siteId }, header: once() };
      const roleId = draft.roleId === '' ? {} : { roleId: draft.roleId };
      return read(api.POST('/api/v1/sites/{site}/people', { params, body: { ...draft, ...roleId, ...fixed } }));
    },
    onSuccess: async ({ id }) => {
      await client.invalidateQueries({ queryKey: ['people', siteId] });
      onDone();
      await navigate(`/sites/${slug}/people?created=${id}`);
    },
  });
  const problem = create.error ? toProblem(create.error) : undefined;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    create.mutate();
  };
  return (
    <form className={classes.form} onSubmit={submit}>
      {texts.map(([name, label, autoComplete], index) => (
        <TextInput
          key={name}
          data-autofocus={index === 0 || undefined}
          label={label}
          type={name === 'email' ? 'email' : 'text'}
          autoComplete={autoComplete}
          dir="auto"
          required={name !== 'lastName'}
          withAsterisk={false}
          value={draft[name]}
          error={fieldProblem(problem, name)}
          onChange={({ currentTarget: { value } }) => setDraft((now) => ({ ...now, [name]: value }))}
        />
      ))}
      {roles && may.assignRole !== false && (
        <Select
          className={classes.wide}
          label="Permission Group"
          placeholder={`Default: ${roles.find(({ isDefault }) => isDefault)?.name ?? 'the site’s default'}`}
          data={roles.map(({ id, name }) => ({ value: id, label: name }))}
          value={draft.roleId === '' ? null : draft.roleId}
          error={fieldProblem(problem, 'roleId')}
          onChange={(roleId) => setDraft((now) => ({ ...now, roleId: roleId ?? '' }))}
        />
      )}
      <MultiSelect
        className={classes.wide}
        label="Projects"
        placeholder={draft.projectIds.length === 0 ? 'None yet' : ''}
        searchable
        data={
          projects?.items.filter(({ archived }) => !archived).map(({ id, name }) => ({ value: id, label: name })) ?? []
        }
        value={draft.projectIds}
        error={fieldProblem(problem, 'projectIds')}
        onChange={(projectIds) => setDraft((now) => ({ ...now, projectIds }))}
      />
      {problem && !isAtField(problem) && (
        <div className={classes.wide}>
          <ProblemNote error={problem} />
        </div>
      )}
      <div className={classes.buttons}>
        <Button variant="default" onClick={onDone}>
          Cancel
        </Button>
        <Button type="submit" loading={create.isPending}>
          Create Person
        </Button>
      </div>
    </form>
  );
}

/** A person is created active and invited. */
const fixed = { status: 'active', welcome: 'invite' } as const;

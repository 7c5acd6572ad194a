import { test } from '@jest/globals';
import { deciderSpecification } from '@rollcall/testing';
import { projectDecider } from './project.decider.js';
import type { ProjectEvent } from './project.events.js';

const { given } = deciderSpecification(projectDecider);
const data = { projectId: 'p', siteId: 's', name: 'Salt', nameIndex: 'salt', private: false, template: false };
const created: ProjectEvent = { type: 'ProjectCreated', data };
const template: ProjectEvent = { type: 'ProjectCreated', data: { ...data, template: true } };
const madePrivate: ProjectEvent = { type: 'ProjectMadePrivate', data: {} };
const archived: ProjectEvent = { type: 'ProjectArchived', data: {} };

test('DIR-18 a project is private or open', () => {
  given(created).when({ type: 'MakePrivate', data: {} }).then(madePrivate);
  given(created, madePrivate).when({ type: 'MakePrivate', data: {} }).then();
  given(created, madePrivate).when({ type: 'MakeOpen', data: {} }).then({ type: 'ProjectMadeOpen', data: {} });
  given(created).when({ type: 'MakeOpen', data: {} }).then();
});

test('DIR-20 the Template Project is never archived; others are, once', () => {
  given(template).when({ type: 'ArchiveProject', data: {} }).thenRejected('system-required');
  given(created).when({ type: 'ArchiveProject', data: {} }).then(archived);
  given(created, archived).when({ type: 'ArchiveProject', data: {} }).then();
});

test('DIR-18 is created once and has another name when that is another', () => {
  given().when({ type: 'CreateProject', data }).then(created);
  given(created).when({ type: 'CreateProject', data }).thenRejected('already-exists');
  const rename = (name: string) => ({ type: 'RenameProject', data: { name, nameIndex: name } }) as const;
  given(created)
    .when(rename('Ash'))
    .then({ type: 'ProjectRenamed', data: { name: 'Ash', nameIndex: 'Ash' } });
  given(created).when(rename('Salt')).then();
  given().when(rename('Ash')).thenRejected('not-found');
});

import { describe, expect, test } from '@jest/globals';
import { createTestCryptography, projectionSpecification } from '@rollcall/testing';
import type { RoleFacet } from '@rollcall/contracts';
import { streamVersion } from '@rollcall/event-sourcing';
import { siteNames } from '../import/known-names.js';
import { type ImportEvent, type ImportRowsDone, importStream, type RowResult } from '../import/import.events.js';
import { nameIndexOf } from '../name-claim/name-claim.decider.js';
import { type ProjectEvent, projectStream } from '../project/project.events.js';
import { importList, type ImportListRow } from './import-list.projection.js';
import { type ImportRow, importRows } from './import-rows.projection.js';
import type { NamedRow } from './named-row.js';
import { projectNames } from './project-names.projection.js';
import { roleNames } from './role-names.composition.js';

const stream = importStream('i');
const importId = 'i';
const siteId = 's';
const applied: RowResult = { row: 2, state: 'applied', personId: 'zoe' };
const refused: RowResult = { row: 3, state: 'refused', code: 'login-taken', reason: 'Taken.' };
const done: ImportRowsDone = { type: 'ImportRowsDone', data: { importId, siteId, results: [applied, refused] } };

describe('imports', () => {
  test('KRN-07 DIR-10 the list holds how far each import is', () => {
    const upload = { importId, siteId, digest: 'd', rows: 'good', invitations: 'send' } as const;
    return projectionSpecification<ImportListRow, ImportEvent>(importList)
      .given(
        { stream, type: 'ImportUploaded', data: upload },
        { stream, type: 'ImportChecked', data: { rows: 3, good: 2, bad: 1 } },
        { stream, type: 'ImportStarted', data: {} },
        { stream, ...done },
      )
      .then({
        i: {
          importId,
          siteId,
          state: 'running',
          counts: { rows: 3, good: 2, bad: 1, applied: 1, refused: 1 },
          startedBy: { kind: 'system', id: 'projection-specification' },
          createdAt: '2026-01-05T09:00:00.000Z',
        },
      });
  });

  test('KRN-07 DIR-10 every row has its own document', () =>
    projectionSpecification<ImportRow, ImportRowsDone>(importRows)
      .given({ stream, ...done })
      .then({ 'i:2': { ...applied, importId, siteId }, 'i:3': { ...refused, importId, siteId } }));
});

describe('names', () => {
  test('KRN-07 DIR-10 projects are known by their newest name', () => {
    const project = { projectId: 'p', siteId, name: 'Salt', nameIndex: 'salt', private: false, template: false };
    const of = { stream: projectStream('p') };
    return projectionSpecification<NamedRow, ProjectEvent>(projectNames)
      .given(
        { ...of, type: 'ProjectCreated', data: project },
        { ...of, type: 'ProjectRenamed', data: { name: 'Ash', nameIndex: 'ash' } },
        { ...of, type: 'ProjectArchived', data: {} },
      )
      .then({ p: { id: 'p', siteId, name: 'Ash', version: 2 } });
  });

  test('DIR-08 only enabled roles for people can be named', () => {
    const role = { roleId: 'r', siteId, name: 'Artist', kind: 'person', enabled: true };
    const named = (more: Partial<RoleFacet>) => {
      const facet = {
        source: 'authorization',
        kind: 'role',
        key: 'r',
        version: streamVersion(3),
        state: { ...role, ...more },
      };
      return roleNames.compose(new Map([['role', [facet]]]), 'r');
    };
    expect(named({})).toEqual({ id: 'r', siteId, name: 'Artist', version: 3 });
    expect(named({ enabled: false })).toBeUndefined();
    expect(named({ kind: 'api' })).toBeUndefined();
    expect(roleNames.compose(new Map(), 'r')).toBeUndefined();
  });

  test('DIR-10 a name is found whatever its case or form; what is not there is not', () => {
    const row = { id: 'p', siteId, name: 'Élan', version: 0 };
    const names = siteNames({ roles: [], projects: [row], groups: [] });
    expect(names.idOf('projects', 'e\u0301LAN')).toBe('p');
    expect(names.idOf('groups', 'Élan')).toBeUndefined();
    expect(names.idOf('projects', 'toString')).toBeUndefined();
    const cryptography = createTestCryptography();
    const index = (site: string, name: string) => nameIndexOf(cryptography, 'project', site, name);
    expect(index('s', 'e\u0301LAN ')).toBe(index('s', 'Élan'));
    expect(index('s', 'Élan')).not.toBe(index('t', 'Élan'));
  });
});

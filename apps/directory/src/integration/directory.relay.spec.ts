import { expect, test } from '@jest/globals';
import { violation } from '@rollcall/contracts';
import { facetOf, type Message, streamVersion } from '@rollcall/event-sourcing';
import { type History, historyOf, recordHistory, relaySpecification } from '@rollcall/testing';
import fc from 'fast-check';
import { groupDecider } from '../group/group.decider.js';
import { groupStream } from '../group/group.events.js';
import type { ImportCommand } from '../import/import.commands.js';
import { importDecider } from '../import/import.decider.js';
import { importStream } from '../import/import.events.js';
import type { CreatePerson, PersonCommand } from '../person/person.commands.js';
import { personDecider } from '../person/person.decider.js';
import { personStream } from '../person/person.decisions.js';
import type { ProjectCommand } from '../project/project.commands.js';
import { projectDecider } from '../project/project.decider.js';
import { projectStream } from '../project/project.events.js';
import { siteDecider, siteStream } from '../site/site.decider.js';
import { directoryRelay } from './directory.relay.js';

const emails = fc.constantFrom('a@x.example.com', 'A@x.example.com', 'b@x.example.com');
const address = emails.map((email) => ({ email, emailIndex: email.toLowerCase() }));
const attempt = fc.integer({ min: 1, max: 4 });
const terms = fc.record({
  claimVersion: fc.constant(1),
  byHand: fc.boolean(),
  welcome: fc.constantFrom('invite' as const, 'hold' as const),
});
const command = <T extends string, D>(type: T, data: fc.Arbitrary<D>) => data.map((one) => ({ type, data: one }));
const personCommands = fc.oneof(
  command('ActivatePerson', terms),
  command('NoteAccount', fc.record({ attempt, accountId: fc.constant('account') })),
  command('ConfirmSeat', fc.record({ attempt, accountId: fc.constant('account') })),
  command(
    'RefuseAttempt',
    fc.record({ attempt, code: fc.constant('no-seat-left'), reason: fc.constant('None left.') }),
  ),
  command('TimeOutAttempt', fc.record({ attempt })),
  command('DisablePerson', fc.constant({ reason: 'admin' as const })),
  command(
    'ChangeEmail',
    address.map((to) => ({ ...to, claimVersion: 1, warnedOfTwin: false })),
  ),
  command(
    'FollowAccountEmail',
    address.map((to) => ({ ...to, accountId: 'account' })),
  ),
  command('RenamePerson', fc.constant({ firstName: 'New', lastName: 'Name', source: 'admin' as const })),
  command(
    'ChangeLogin',
    fc.constantFrom('l', 'm').map((login) => ({ login, loginIndex: login })),
  ),
  command(
    'SetProjects',
    fc.subarray(['p', 'q']).map((projectIds) => ({ projectIds })),
  ),
  command(
    'SetGroups',
    fc.subarray(['g', 'h']).map((groupIds) => ({ groupIds })),
  ),
  command('ErasePerson', fc.constant({})),
) as fc.Arbitrary<PersonCommand>;

const created: CreatePerson['data'] = {
  personId: 'zoe',
  siteId: 's',
  teamId: 't',
  firstName: 'Zoë',
  lastName: 'J',
  login: 'l',
  loginIndex: 'l',
  email: 'a@x.example.com',
  emailIndex: 'a@x.example.com',
  projectIds: ['p'],
  groupIds: [],
};
const people = fc
  .tuple(fc.option(terms, { nil: undefined }), fc.array(personCommands, { maxLength: 30 }))
  .map(([first, commands]) => {
    const data = { ...created, ...(first && { attempt: first }) };
    return historyOf(personDecider, personStream('zoe'), [{ type: 'CreatePerson', data }, ...commands]);
  });
const projects = fc
  .array(
    fc.oneof(
      command(
        'RenameProject',
        fc.constantFrom('A', 'B').map((name) => ({ name, nameIndex: name })),
      ),
      fc.constantFrom('MakePrivate', 'MakeOpen', 'ArchiveProject').map((type) => ({ type, data: {} })),
    ) as fc.Arbitrary<ProjectCommand>,
  )
  .map((commands) => {
    const data = { projectId: 'p', siteId: 's', name: 'A', nameIndex: 'A', private: false, template: false };
    return historyOf(projectDecider, projectStream('p'), [{ type: 'CreateProject', data }, ...commands]);
  });
const imports = fc
  .array(
    fc.oneof(
      fc
        .constantFrom('StartImport', 'FinishImport', 'CancelImport', 'ExpireImport')
        .map((type) => ({ type, data: {} })),
      fc.integer({ min: 2, max: 9 }).map((row) => ({
        type: 'RecordRows',
        data: { results: [{ row, state: 'applied', personId: 'zoe' }] },
      })),
    ) as fc.Arbitrary<ImportCommand>,
  )
  .map((commands) => {
    const upload = { importId: 'i', siteId: 's', digest: 'd', rows: 'good', invitations: 'send' } as const;
    const data = { ...upload, counts: { rows: 8, good: 8, bad: 0 } };
    return historyOf(importDecider, importStream('i'), [{ type: 'UploadImport', data }, ...commands]);
  });
const site = { siteId: 's', teamId: 't', slug: 's', name: 'S' };
const others = fc.constantFrom<History>(
  historyOf(siteDecider, siteStream('s'), [
    { type: 'OpenSite', data: { ...site, kind: 'trial', accountMode: 'legacy', accessModel: 'multi-role' } },
    { type: 'ChangeSetting', data: { key: 'profile.sync', value: 'no' } },
  ]),
  historyOf(groupDecider, groupStream('g'), [
    { type: 'CreateGroup', data: { groupId: 'g', siteId: 's', name: 'G', nameIndex: 'g' } },
  ]),
);
const histories = fc.oneof(people, projects, imports, others) as fc.Arbitrary<History<never>>;

relaySpecification(directoryRelay as never, histories);

test('KRN-09 what is published keeps its contract, facet included', () => {
  fc.assert(
    fc.property(histories, ({ stream, events }) => {
      const { kind, key } = facetOf(directoryRelay, stream)!;
      const fold = directoryRelay.facets[kind]!;
      let state = fold.initial;
      for (const event of recordHistory<Message>(stream, events)) {
        state = fold.evolve(state as never, event as never);
        const publish = directoryRelay.publish[event.type as 'PersonCreated'];
        if (!publish) continue;
        const { type, data } = publish(event as never, state as never);
        expect(
          violation({ type, data, facet: { source: 'directory', kind, key, version: streamVersion(0), state } }),
        ).toBe(undefined);
      }
    }),
  );
});

test('KRN-09 whoever folds facets and whoever decides agree on status, attempts and projects', () => {
  fc.assert(
    fc.property(people, ({ stream, events }) => {
      let facet = directoryRelay.facets['person']!.initial as Record<string, unknown>;
      for (const event of recordHistory(stream, events)) {
        facet = directoryRelay.facets['person']!.evolve(facet as never, event as never) as typeof facet;
      }
      const person = events.reduce(personDecider.evolve, personDecider.initialState());
      if (person.status === 'none') throw new Error('nobody was created');
      const { status, ended, everActive, projectIds, groupIds, accountId } = person;
      expect(facet).toMatchObject({ status, ended, everActive, projectIds, groupIds, ...(accountId && { accountId }) });
      expect(facet['emailIndex']).toBe(person.address.emailIndex);
      expect(facet['personal']).toMatchObject({ login: person.login, email: person.address.email });
    }),
  );
});

test('KRN-17 an erasure is the last event of its person, and leaves nothing personal in the facet', () => {
  fc.assert(
    fc.property(people, ({ stream, events }) => {
      const place = events.findIndex(({ type }) => type === 'PersonErased');
      if (place < 0) return;
      expect(place).toBe(events.length - 1);
      let facet = directoryRelay.facets['person']!.initial as Record<string, unknown>;
      for (const event of recordHistory(stream, events)) {
        facet = directoryRelay.facets['person']!.evolve(facet as never, event as never) as typeof facet;
      }
      const text = JSON.stringify(facet);
      for (const value of ['Zoë', 'New', 'x.example.com']) expect(text).not.toContain(value);
    }),
  );
});

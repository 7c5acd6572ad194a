import { createTestCryptography, listenerSpecification, rejectionCodes } from '@rollcall/testing';
import { onPersonActivated, onPersonCreated, onPersonDisabled } from './on-person.js';
import { onSiteOpened, onSiteSettingChanged } from './on-site-opened.js';

const here = (file: string): URL => new URL(file, import.meta.url);
const site = rejectionCodes(here('../site/site.decider.ts'), here('../site/site.decisions.ts'));
const role = rejectionCodes(here('../role/role.decider.ts'), here('../role/permission-changes.ts'));
const person = rejectionCodes(
  here('../holder/holder.decider.ts'),
  here('../holder/holder.decisions.ts'),
  here('../assignments/assignments.decider.ts'),
  here('../assignments/first-assignment.ts'),
);
const because = (reason: string, codes: readonly string[]) => Object.fromEntries(codes.map((code) => [code, reason]));

const opens = {
  codes: [...site, ...role],
  never: {
    ...because('Only asked of a site that somebody edits; a site is opened before its roles are named.', site),
    ...because('Only asked when somebody edits a role; a new one meets an empty stream.', role),
  },
};
const notes = {
  codes: person,
  never: because('Only asked when somebody changes roles; what was heard of a person is a fact.', person),
};

listenerSpecification([
  { listener: onSiteOpened(createTestCryptography()), ...opens },
  { listener: onSiteSettingChanged(createTestCryptography()), ...opens },
  { listener: onPersonCreated, ...notes },
  { listener: onPersonActivated, ...notes },
  { listener: onPersonDisabled, ...notes },
]);

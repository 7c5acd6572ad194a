import { describe, expect, test } from '@jest/globals';
import { isRejection } from '@rollcall/event-sourcing';
import fc from 'fast-check';
import { checkRows, maxImportRows } from './check-rows.js';
import { proposeMapping } from './header-mapping.js';
import type { KnownNames } from './person-draft.js';
import { readTable } from './read-table.js';
import { byCanonicalName } from './role-labels.js';

const known: KnownNames = {
  roles: byCanonicalName(['Admin', 'Manager', 'Artist', 'User', 'Project Manager', 'Restricted user', 'Administrator']),
  projects: byCanonicalName(['Nightjar', 'Ash, Ember & Bone', 'Salt']),
  groups: byCanonicalName(['Lighting', 'Animation']),
};

/** The whole way of a file: read, map, check. */
function check(text: string | Uint8Array) {
  const table = readTable(typeof text === 'string' ? new TextEncoder().encode(text) : text);
  if (isRejection(table)) throw new Error(table.rejected);
  const proposed = proposeMapping(table.header);
  if (isRejection(proposed)) throw new Error(proposed.rejected);
  const rows = [...checkRows(table, proposed.mapping, known)];
  const findings = [...table.findings, ...proposed.findings, ...rows.flatMap((row) => row.findings)];
  return {
    drafts: rows.flatMap((row) => row.draft ?? []),
    rows,
    findings,
    places: findings.map(({ row, column, code }) => [row, column, code]),
  };
}

const own = (...rows: string[]) =>
  check(`Login,First Name,Last Name,Email,Status,Permission Group,Projects\n${rows.join('\n')}`);

describe('dialects', () => {
  test('DIR-10 our own header', () => {
    const { drafts, findings } = check(
      'Id,First Name,Last Name,Login,Email,Status,Permission Group,Projects,Groups,Department,Title\n' +
        '7,Zoé,García Márquez,zoe,zoe@mtl.example.com,act,Manager,"Nightjar, Salt",Lighting,Animation,Lead\n',
    );
    expect(findings).toEqual([]);
    expect(drafts).toEqual([
      {
        externalId: '7',
        firstName: 'Zoé',
        lastName: 'García Márquez',
        login: 'zoe',
        email: 'zoe@mtl.example.com',
        status: 'active',
        role: 'Manager',
        projects: ['Nightjar', 'Salt'],
        groups: ['Lighting', 'Animation'],
        note: 'Lead',
      },
    ]);
  });

  test('DIR-10 role labels, semicolons, byte order mark and CRLF', () => {
    const { drafts, places } = check(
      '\uFEFFFirst Name;Last Name;Email;Phone;Role;Contract Type;Active\r\n' +
        'Priya;Nair;priya.nair@mum.example.org;;Production Manager;Open-ended;true\r\n' +
        '"Arun";"Rao";arun@mum.example.org;;Artist;Open-ended;false\r\n',
    );
    expect(drafts).toMatchObject([
      { firstName: 'Priya', login: 'priya.nair', role: 'Project Manager', status: 'active' },
      { firstName: 'Arun', login: 'arun', role: 'Artist', status: 'disabled' },
    ]);
    expect(places).toEqual([
      [1, 'Phone', 'column-unused'],
      [1, 'Contract Type', 'column-unused'],
    ]);
  });

  test('DIR-10 full names, tabs and a password column that is never read', () => {
    const { drafts, places } = check(
      'Name\tStatus\tThumbnail\tEmail\tLogin\tPassword\tPermission Group\tProjects\tGroups\n' +
        'Rembrandt van der Linden\tdis\t\tr@nl.example.com\trvdl\tcorrect-horse\tArtist\tSalt\t\n' +
        '"Ōe, Kenzaburō"\tact\t\tk@jp.example.com\tkoe\tbattery\tArtist\t\t\n',
    );
    expect(drafts).toMatchObject([
      { firstName: 'Rembrandt', lastName: 'van der Linden', status: 'disabled', projects: ['Salt'] },
      { firstName: 'Kenzaburō', lastName: 'Ōe', status: 'active' },
    ]);
    expect(JSON.stringify(drafts)).not.toMatch(/horse|battery/);
    expect(places).toContainEqual([1, 'Password', 'password-column']);
  });

  test('DIR-10 UTF-16 is decoded and said', () => {
    const text = '\uFEFFFirst Name,Last Name,Email\n𠮷田,太郎,y@jp.example.com\n';
    const { drafts, findings } = check(new Uint8Array(Buffer.from(text, 'utf16le')));
    expect(drafts).toMatchObject([{ firstName: '𠮷田', login: 'y' }]);
    expect(findings).toMatchObject([{ code: 'encoding', severity: 'notice' }]);
  });

  test('DIR-10 unknown and repeated columns are reported', () => {
    const { places } = check('First Name,Email,E-mail,Shoe Size\nA,a@b.example.com,,44\n');
    expect(places).toEqual([
      [1, 'E-mail', 'column-repeated'],
      [1, 'Shoe Size', 'column-unknown'],
      [2, undefined, 'single-name'],
    ]);
  });
});

describe('files that cannot be read', () => {
  const rejection = (bytes: Uint8Array) => readTable(bytes);
  const bytes = (text: string) => new TextEncoder().encode(text);
  test('DIR-10 not UTF-8', () =>
    expect(rejection(Uint8Array.of(0x4a, 0xe9, 0x0a))).toMatchObject({ rejected: 'not-utf-8' }));
  test('DIR-10 empty', () => expect(rejection(bytes('\n\r\n'))).toMatchObject({ rejected: 'file-empty' }));
  test('DIR-10 above 10 MB', () =>
    expect(rejection(new Uint8Array(10_000_001))).toMatchObject({ rejected: 'file-too-large' }));
  test('DIR-10 broken header', () =>
    expect(rejection(bytes('"First"x,Email\n'))).toMatchObject({ rejected: 'header-broken' }));
  test('DIR-10 no column for the email or the name', () =>
    expect(proposeMapping(['Login', 'Last Name'])).toMatchObject({
      rejected: 'column-missing',
      details: { missing: ['Email', 'First Name'] },
    }));
});

describe('rows', () => {
  test('DIR-10 DIR-07 what is required, and a single name', () => {
    const { places, drafts } = own('a,,Last,a@x.example.com,,,', 'b,Bo,B,,,,', ',Suharto,,suharto@id.example.com,,,');
    expect(places).toEqual([
      [2, 'First Name', 'required'],
      [3, 'Email', 'required'],
      [4, 'Last Name', 'single-name'],
    ]);
    expect(drafts).toMatchObject([{ firstName: 'Suharto', lastName: '', login: 'suharto', status: 'active' }]);
  });

  test('DIR-10 lengths count what people count: 100 characters of a name, 64 of a login, 254 of an email', () => {
    const name = 'e\u0301'.repeat(100);
    const email = (length: number) => `a@${`${'b'.repeat(60)}.`.repeat(4)}com`.padStart(length, 'a');
    expect(own(`${'l'.repeat(64)},${name},B,${email(254)},,,`).places).toEqual([]);
    expect(own(`${'l'.repeat(65)},${name}x,B,${email(255)},,,`).places).toEqual([
      [2, 'First Name', 'too-long'],
      [2, 'Email', 'email-invalid'],
      [2, 'Login', 'too-long'],
    ]);
  });

  test.each([
    'a@b',
    'o’connor@ie.example.com',
    'a.example.com',
    'a@-b.example.com',
    'a..b@example.com',
    '.a@example.com',
    'a b@example.com',
    'a@b..com',
    '@example.com',
    `${'a'.repeat(65)}@example.com`,
  ])('DIR-10 “%s” is no email address', (email) =>
    expect(own(`l,F,L,${email},,,`).places).toEqual([[2, 'Email', 'email-invalid']]),
  );

  test.each(["o'connor@ie.example.com", 'josé@müller.example.com', 'a+b@x.example.com'])(
    'DIR-10 “%s” is an email address',
    (email) => expect(own(`l,F,L,${email},,,`).findings).toEqual([]),
  );

  test.each(['with space', '-dash', 'semi:colon', 'a/b', '<b>'])('DIR-10 “%s” cannot be a login', (login) =>
    expect(own(`${login},F,L,f@x.example.com,,,`).places).toEqual([[2, 'Login', 'login-invalid']]),
  );

  test('DIR-10 invisible characters are refused', () =>
    expect(own('l,F\u202Exe,L,f@x.example.com,,,').places).toEqual([[2, 'First Name', 'forbidden-character']]));

  test('DIR-02 DIR-10 the same login or email twice in one file, whatever its case or normal form', () => {
    const { places, drafts } = own(
      'jose\u0301,A,B,one@x.example.com,,,',
      'JOSÉ,C,D,two@x.example.com,,,',
      'ana,E,F,ONE@X.example.com,,,',
    );
    expect(places).toEqual([
      [3, 'Login', 'login-repeated'],
      [4, 'Email', 'email-repeated'],
    ]);
    expect(drafts).toHaveLength(1);
  });

  test('DIR-10 logins that only look the same', () => {
    const { places } = own(
      'paula,A,B,a@x.example.com,,,',
      'pаula,C,D,b@x.example.com,,,',
      'pau1a,G,H,d@x.example.com,,,',
    );
    expect(places).toEqual([
      [3, 'Login', 'login-looks-alike'],
      [4, 'Login', 'login-looks-alike'],
    ]);
  });

  test.each([
    ['active', 'active'],
    ['ACT', 'active'],
    ['True', 'active'],
    ['yes', 'active'],
    ['1', 'active'],
    ['', 'active'],
    ['disabled', 'disabled'],
    ['dis', 'disabled'],
    ['FALSE', 'disabled'],
    ['no', 'disabled'],
    ['0', 'disabled'],
  ])('DIR-03 DIR-10 status “%s” is %s', (word, status) =>
    expect(own(`l,F,L,f@x.example.com,${word},,`).drafts).toMatchObject([{ status }]),
  );

  test('DIR-03 DIR-08 DIR-09 unknown status, role and project', () =>
    expect(own('l,F,L,f@x.example.com,constructor,Wizard,Nightjar|Nowhere').places).toEqual([
      [2, 'Status', 'status-unknown'],
      [2, 'Permission Group', 'role-unknown'],
      [2, 'Projects', 'project-unknown'],
    ]));

  test.each([
    ['"Nightjar, Ash, Ember & Bone, Salt"', ['Nightjar', 'Ash, Ember & Bone', 'Salt']],
    ['"Ash, Ember & Bone|Salt"', ['Ash, Ember & Bone', 'Salt']],
    ['"salt; ASH, ember & bone"', ['Salt', 'Ash, Ember & Bone']],
    ['"Salt, Salt, "', ['Salt']],
  ])('DIR-09 DIR-10 projects %s', (cell, projects) =>
    expect(own(`l,F,L,f@x.example.com,,,${cell}`).drafts).toMatchObject([{ projects }]),
  );

  test('DIR-10 broken quotes and surplus cells cost their own row only', () => {
    const { places, drafts } = own(
      'a,"F"x,L,a@x.example.com,,,',
      'b,F,L,b@x.example.com,,,',
      'c,F,L,c@x.example.com,,,,surplus',
      '"d,F,L,d@x.example.com,,,',
      'e,"Line\nbreak",L,e@x.example.com,,,',
      '',
      'g,F,L,g@x.example.com',
    );
    expect(places).toEqual([
      [2, undefined, 'broken-quotes'],
      [4, undefined, 'too-many-cells'],
      [5, undefined, 'broken-quotes'],
      [6, 'First Name', 'forbidden-character'],
    ]);
    expect(drafts.map((draft) => draft.login)).toEqual(['b', 'g']);
  });

  test('DIR-10 20,000 rows and no more', () => {
    const rows = (count: number) => Array.from({ length: count }, (_, row) => `n${row},F,L,n${row}@x.example.com,,,`);
    expect(own(...rows(maxImportRows)).drafts).toHaveLength(maxImportRows);
    expect(own(...rows(maxImportRows + 1)).findings).toMatchObject([{ code: 'too-many-rows', severity: 'error' }]);
  });
});

test('DIR-10 no file makes the importer throw, and every refused row says why', () => {
  const cell = fc.oneof(
    fc.string({ unit: 'grapheme' }),
    fc.constantFrom('"', '""', ',', '\n', '\r', '|', 'Salt', 'toString'),
  );
  const file = fc.array(fc.array(cell, { maxLength: 8 }), { maxLength: 8 });
  fc.assert(
    fc.property(file, (rows) => {
      const { rows: checked } = own(...rows.map((cells) => cells.join(',')));
      for (const row of checked) {
        const errors = row.findings.filter((each) => each.severity === 'error');
        expect(errors.length > 0).toBe(row.draft === undefined);
      }
    }),
  );
});

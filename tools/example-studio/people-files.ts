import { csvRow } from './csv-text.js';
import type { Random } from './random.js';
import type { PersonRecord } from './records.js';

const titles = ['Lead', 'Senior', 'Mid', 'Junior', 'Intern'];
const date = (random: Random, year: number): string => `${year}-${`${1 + random.below(12)}`.padStart(2, '0')}-01`;

/** Montréal's file: our own header, commas, LF. */
export function montrealFile(random: Random, records: readonly PersonRecord[]): string {
  const header =
    'Id,First Name,Last Name,Login,Email,Status,Permission Group,Projects,Groups,Department,Title,Start Date,End Date,Thumbnail';
  const rows = records.map(({ human, email, status, role, projects, groups: [department = '', ...groups] }, index) => {
    const hasComma = projects.some((name) => name.includes(','));
    const separator = hasComma && index % 2 === 0 ? '|' : ', ';
    return csvRow(
      [
        `${1001 + index}`,
        human.firstName,
        human.lastName,
        human.login,
        email,
        status,
        role,
        projects.join(separator),
        groups.join(', '),
        department,
        titles[random.below(titles.length)] ?? '',
        date(random, 2017 + random.below(9)),
        status === 'disabled' ? date(random, 2026) : '',
        '',
      ],
      ',',
    );
  });
  return `${[header, ...rows].join('\n')}\n`;
}

/** What the tracker that Mumbai comes from calls the roles. */
const labels: Readonly<Record<string, readonly string[]>> = {
  Administrator: ['Studio Manager'],
  'Project Manager': ['Production Manager'],
  User: ['Artist', 'Artist', 'Artist', 'Supervisor'],
  'Restricted user': ['Vendor', 'Vendor', 'Client'],
};

/** Mumbai's file: role labels, semicolons, byte order mark, CRLF, no logins. */
export function mumbaiFile(random: Random, records: readonly PersonRecord[]): string {
  const header = 'First Name;Last Name;Email;Phone;Role;Contract Type;Active;Projects';
  const rows = records.map(({ human, email, status, role, projects }) => {
    const ours = labels[role] ?? [];
    const contract = ['Open-ended', 'Fixed-term', 'Freelance'][random.below(3)] ?? '';
    const label = ours[random.below(ours.length)] ?? '';
    const active = status === 'active' ? 'true' : 'false';
    return csvRow([human.firstName, human.lastName, email, '', label, contract, active, projects.join(', ')], ';');
  });
  return `\uFEFF${[header, ...rows].join('\r\n')}\r\n`;
}

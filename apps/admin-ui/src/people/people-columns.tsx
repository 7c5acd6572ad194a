import { Link } from 'react-router';
import type { Person } from '../api/schemas.js';
import type { Column } from '../components/column.js';
import { StatusMark } from '../components/status-mark.js';
import { Time } from '../components/time.js';
import { namesText } from '../text/words.js';
import { ActivationCell } from './activation-cell.js';

/** The account's own: whether it was ever used here, and whether it is locked (IDN-07, IDN-30). */
const accountColumns: readonly Column<Person>[] = [
  {
    id: 'accountStatus',
    header: 'Account Status',
    width: '8rem',
    cell: ({ accountStatus }) => accountMark(accountStatus),
  },
  {
    id: 'lockedUntil',
    header: 'Locked Until',
    width: '8.5rem',
    cell: ({ lockedUntil }) => lockedUntil && <Time at={lockedUntil} />,
  },
];

/** The columns of both People pages (DIR-05, DIR-06). */
export function peopleColumns(slug: string, projects: ReadonlyMap<string, string>): readonly Column<Person>[] {
  return [
    {
      id: 'name',
      header: 'Name',
      width: 'minmax(10rem, 1.3fr)',
      sort: 'name',
      cell: ({ id, name }) => nameLink(`/sites/${slug}/people/${id}`, name),
    },
    {
      id: 'login',
      header: 'Login',
      width: 'minmax(7.5rem, 1.1fr)',
      sort: 'login',
      cell: ({ login }) => <bdi>{login}</bdi>,
    },
    {
      id: 'email',
      header: 'Email',
      width: 'minmax(11rem, 2fr)',
      sort: 'email',
      cell: ({ email }) => <span title={email}>{email}</span>,
    },
    { id: 'status', header: 'Status', width: '6.5rem', sort: 'status', cell: ({ status }) => statusMark(status) },
    ...accountColumns,
    {
      id: 'roles',
      header: 'Permission Group',
      width: 'minmax(8.5rem, 1fr)',
      cell: ({ roles }) => namesText(roles?.map(({ name }) => name) ?? []),
    },
    {
      id: 'projects',
      header: 'Projects',
      width: 'minmax(7rem, 0.9fr)',
      cell: ({ projectIds }) => projectText(projectIds?.flatMap((id) => projects.get(id) ?? []) ?? []),
    },
    {
      id: 'activation',
      header: 'Activation',
      width: 'minmax(8.5rem, 1fr)',
      cell: (person) => <ActivationCell person={person} />,
    },
  ];
}

const statusMark = (status: Person['status']) =>
  status && <StatusMark tone={status === 'active' ? 'good' : 'quiet'}>{status}</StatusMark>;

const accountMark = (status: Person['accountStatus']) =>
  status && <StatusMark tone={status === 'Created' ? 'good' : 'warn'}>{status}</StatusMark>;

const nameLink = (to: string, name = 'Unnamed') => (
  <Link to={to}>
    <bdi>{name}</bdi>
  </Link>
);

const projectText = (names: readonly string[]) => <span title={names.join(', ')}>{namesText(names, 1)}</span>;

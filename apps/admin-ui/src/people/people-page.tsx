import { PageHead } from '../components/page-head.js';
import { SeatLine } from '../seats/seat-line.js';
import { NotFoundPage } from '../shell/not-found-page.js';
import { useSite } from '../shell/site-context.js';
import { PeopleList } from './people-list.js';

/** The global People page: everybody of the site (DIR-05). */
export function PeoplePage() {
  const { name, may } = useSite();
  if (!may.seePeople) return <NotFoundPage />;
  return (
    <>
      <PageHead title={`People – ${name}`} aside={may.accessAdmin && <SeatLine />} />
      <PeopleList />
    </>
  );
}

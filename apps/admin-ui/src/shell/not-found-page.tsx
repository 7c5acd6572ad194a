import { Title } from '@mantine/core';
import { Link } from 'react-router';
import { useTitle } from '../components/use-title.js';

/** What somebody sees who followed an address that is not there, or not theirs: the two look the same on purpose. */
export function NotFoundPage() {
  useTitle('Not found');
  return (
    <>
      <Title order={1}>There is nothing here for you</Title>
      <p>
        The address is wrong, or it is not yours to see. <Link to="/">Go to your first page</Link>.
      </p>
    </>
  );
}

import { expect, test } from '@jest/globals';
import { filtersOf, isNarrowed, turned, withFilters } from './people-filters.js';

const params = (text: string): URLSearchParams => new URLSearchParams(text);

test('IDN-07 filters survive in the address', () => {
  const written = withFilters(params(''), { q: 'zoé', accountStatus: ['Pending', 'none'], sort: '-email' });
  expect(written.toString()).toBe('q=zo%C3%A9&accountStatus=Pending&accountStatus=none&sort=-email');
  expect(filtersOf(written)).toMatchObject({
    q: 'zoé',
    accountStatus: ['Pending', 'none'],
    sort: '-email',
    status: [],
  });
});

test('IDN-30 the locked are asked for by the address too', () => {
  const written = withFilters(params(''), { locked: ['true'] });
  expect(written.toString()).toBe('locked=true');
  expect(filtersOf(written).locked).toEqual(['true']);
});

test('what asks nothing is not in the address, and what belongs to others stays', () => {
  const written = withFilters(params('q=zoe&sort=login&created=1'), { q: '', sort: 'name' });
  expect(written.toString()).toBe('created=1');
  expect(isNarrowed(filtersOf(written))).toBe(false);
});

test('a column sorts up, then down', () => {
  expect(turned('name', 'email')).toBe('email');
  expect(turned('email', 'email')).toBe('-email');
  expect(turned('-email', 'email')).toBe('email');
});

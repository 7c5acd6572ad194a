import { expect, test } from '@jest/globals';
import { changedDetails, detailsOf } from './details-draft.js';

test('only changed fields are sent', () => {
  const before = detailsOf({ firstName: 'Zoé', lastName: 'Martin', login: 'zoe', email: 'zoe@example.com' });
  expect(changedDetails(before, { ...before, lastName: '', login: 'zoe.martin' })).toEqual({
    lastName: '',
    login: 'zoe.martin',
  });
  expect(changedDetails(before, before)).toEqual({});
});

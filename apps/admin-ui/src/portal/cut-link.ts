import { Problem } from '../api/problem.js';

/** What is wrong with a link that was not copied whole. */
export const cutLink = new Problem(0, {
  code: 'link-incomplete',
  detail: 'This link is not complete. Copy all of it from the mail.',
});

import { QueryClient } from '@tanstack/react-query';
import { toProblem } from './problem.js';

/** Answers that mean "soon": a service starts, or has not yet seen what this page wrote. */
const soon = new Set([0, 502, 503]);

/** What the pages have read. A "no" is shown at once; "soon" is asked again for half a minute. */
export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 5_000,
      retry: (failures, error) => soon.has(toProblem(error).status) && failures < 8,
      retryDelay: (failures) => Math.min(500 * 2 ** failures, 5_000),
    },
  },
});

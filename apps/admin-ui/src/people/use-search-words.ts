import { useEffect, useState } from 'react';
import { useSearchParams } from 'react-router';
import { filtersOf, withFilters } from './people-filters.js';

/** A pause in typing that is long enough to search, ms. */
const pause = 250;

/** The words being typed; they reach the address after a pause, and follow it on "back". */
export function useSearchWords(): readonly [string, (words: string) => void] {
  const [search, setSearch] = useSearchParams();
  const { q } = filtersOf(search);
  const [typed, setTyped] = useState({ words: q, from: q });
  const words = typed.from === q ? typed.words : q;
  useEffect(() => {
    if (words === q) return;
    const timer = setTimeout(() => setSearch((now) => withFilters(now, { q: words }), { replace: q !== '' }), pause);
    return () => clearTimeout(timer);
  }, [words, q, setSearch]);
  return [words, (next) => setTyped({ words: next, from: q })];
}

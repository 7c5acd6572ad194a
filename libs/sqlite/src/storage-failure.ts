import { DependencyAway } from '@rollcall/event-sourcing';

/** Primary result codes of SQLite that say the file cannot be used just now, not that the request was wrong. */
const awayCodes = new Map([
  [5, 'is locked by another process'],
  [6, 'is locked'],
  [8, 'is read-only'],
  [10, 'cannot be read or written'],
  [13, 'has no room left on its disk'],
  [14, 'cannot be opened'],
  [15, 'is locked by another process'],
]);
const constraintCode = 19;

/**
 * A full disk, a lock that outlasts the busy timeout and the like become `DependencyAway`: wait and try again, nothing is
 * wrong with the request (KRN-10). Everything else stays as it is.
 */
export function storageFailure(error: unknown, file: string): unknown {
  const away = awayCodes.get(primaryCodeOf(error) ?? 0);
  return away ? new DependencyAway(`The file ${file} ${away}.`, { cause: error }) : error;
}

/** Something that has to be unique is there already. */
export const isConstraintViolation = (error: unknown): boolean => primaryCodeOf(error) === constraintCode;

function primaryCodeOf(error: unknown): number | undefined {
  if (typeof error !== 'object' || error === null || !('errcode' in error)) return undefined;
  // The upper bytes refine the code: 787 is a constraint (19) of a certain kind.
  return Number(error.errcode) & 0xff;
}

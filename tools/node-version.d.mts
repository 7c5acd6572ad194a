/** Why this Node (as in `process.versions.node`) is too old and what to do about it; `undefined` when it is not. */
export function refusalOf(version: string): string | undefined;

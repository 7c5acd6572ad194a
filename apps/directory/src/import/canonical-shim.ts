/** Two texts with one canonical form are the same text: NFKC, trimmed, lower case. */
export const canonical = (value: string): string => value.normalize('NFKC').trim().toLowerCase();
/** Two addresses with one canonical form are the same address. */
export const canonicalEmail = canonical;

const oneDay = 24 * 60 * 60 * 1000;

/** Until when a link that confirms an email is valid: a day, as RFC 3339. */
export const validUntil = (from: Date): string => new Date(from.getTime() + oneDay).toISOString();

const address = /[^\s"'<>()[\]{},;:=]+@[^\s"'<>()[\]{},;:=]+/g;

/** Takes everything that looks like a mail address out of a text before it is logged. */
export const withoutAddresses = (text: string): string => text.replace(address, '[address]');

const fields = [
  'email',
  'login',
  'firstName',
  'lastName',
  'name',
  'password',
  'secret',
  'token',
  'personal',
  'authorization',
  'cookie',
];

/** Fields whose values never reach a log, at the first three levels. */
export const redactedPaths: readonly string[] = fields.flatMap((field) => [field, `*.${field}`, `*.*.${field}`]);

import type { Party } from '@rollcall/event-sourcing';

const kinds: readonly string[] = ['user', 'service', 'system'] satisfies readonly Party['kind'][];

/** Writes a party as one header value: `user:<id>`. */
export const formatParty = ({ kind, id }: Party): string => `${kind}:${id}`;

/** Reads {@link formatParty}; `undefined` for anything else. */
export function parseParty(text: string | undefined): Party | undefined {
  const [, kind, id] = /^([a-z]+):(.+)$/.exec(text ?? '') ?? [];
  return kind && id && kinds.includes(kind) ? { kind: kind as Party['kind'], id } : undefined;
}

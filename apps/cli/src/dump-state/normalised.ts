const uuid = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g;
const moment = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?Z$/;
/** A stream's version, by its field's name: how many events led there depends on which of two answers came first. */
const version = /^version$|Version$/;
/** A place in a log or topic: a number, or the two that KurrentDB names one by. */
const position = /^\d{20}(\/\d{20})?$/;
/** SHA-256 and HMAC as base64url or hex, sealed text, a password's PHC string. */
const hash = /^([0-9a-f]{64}|\$argon2id\$.*|[A-Za-z0-9+/]{64,}=*)$|(?<=^|[:-])[\w-]{43}$/;

/**
 * The value without what differs between two runs of one story: known ids become names and others `<id>`, moments
 * `<time>`, log positions `<position>`, streams' versions `<version>`, digests, indexes, sealed and hashed text `<hash>`. Fields are sorted by name and
 * lists by content, for which of two independent things came first is chance.
 */
export function normalised(value: unknown, names: ReadonlyMap<string, string>): unknown {
  const text = (part: string): string => {
    if (moment.test(part)) return '<time>';
    if (position.test(part)) return '<position>';
    return part.replace(hash, '<hash>').replace(uuid, (id) => names.get(id) ?? '<id>');
  };
  const walk = (part: unknown): unknown => {
    if (typeof part === 'string') return text(part);
    if (typeof part === 'bigint') return String(part);
    if (part instanceof Date) return '<time>';
    if (Array.isArray(part)) return part.map(walk).toSorted(byContent);
    if (typeof part !== 'object' || part === null) return part;
    const fields = Object.entries(part).map(([field, content]) => {
      const isVersion = version.test(field) && typeof content !== 'number';
      return [text(field), isVersion ? '<version>' : walk(content)] as const;
    });
    return Object.fromEntries(fields.toSorted(([a], [b]) => (a < b ? -1 : 1)));
  };
  return walk(value);
}

const byContent = (a: unknown, b: unknown): number => {
  const [one, other] = [JSON.stringify(a), JSON.stringify(b)];
  return one < other ? -1 : one > other ? 1 : 0;
};

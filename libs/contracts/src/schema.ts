import { type Static, type TProperties, Type } from '@sinclair/typebox';

/** A UUID, or an id derived from one: opaque text. */
export const Id = Type.String({ minLength: 1, maxLength: 200 });
/** A moment, RFC 3339 in UTC. Contracts carry text, not dates: other languages read them too. */
export const Moment = Type.String({ format: 'date-time' });

/** Who acted. */
export const PartySchema = Type.Object({
  kind: Type.Union([Type.Literal('user'), Type.Literal('service'), Type.Literal('system')]),
  id: Type.String(),
});

/** When something came to be so, by whom, and the event that says it: what "since … by …" and evidence are made of. */
export const MarkSchema = Type.Object({ at: Moment, by: PartySchema, eventId: Id });
export type Mark = Static<typeof MarkSchema>;

/** The `personal` object of KRN-17: text fields sealed with the key of `subject`. */
export const personal = <P extends TProperties>(fields: P) => Type.Object({ subject: Type.String(), ...fields });

/** One of the given words. */
export const oneOf = <const W extends readonly string[]>(...words: W) =>
  Type.Unsafe<W[number]>({ type: 'string', enum: [...words] });

import type { ReadModelDeclaration } from '@rollcall/event-sourcing';
import { documentFields, writeTaggedJson } from '@rollcall/event-sourcing';

/** A document as it lies in the file: its text, and as JSON the fields it is found by. */
export type DocumentText = Readonly<{ doc: string; fields: string }>;

/** Applies the declaration, whose functions stay with whoever reads; what writes knows texts only. */
export const documentText = (declaration: ReadModelDeclaration<object>, doc: object): DocumentText => ({
  doc: writeTaggedJson(doc),
  fields: JSON.stringify(documentFields(declaration, doc)),
});

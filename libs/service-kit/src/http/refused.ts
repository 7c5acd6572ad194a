import { reject, type Rejection } from '@rollcall/event-sourcing';

/** One thing wrong with a request: where (JSON pointer into the body, or `?name` of the query) and what. */
export type FieldError = Readonly<{ pointer: string; detail: string }>;

/** Ends a request with a rejection; the filter answers its problem document. For the HTTP shell, never inside a decision. */
export class Refused extends Error {
  override readonly name = 'Refused';
  constructor(
    readonly rejection: Rejection,
    readonly errors: readonly FieldError[] = [],
  ) {
    super(rejection.rejected);
  }
}

/** A request whose fields break their declared shape (400 `validation-failed`). */
export const validationFailed = (errors: readonly FieldError[]): Refused =>
  new Refused(reject('validation-failed', 'Some fields are not as they must be; see errors.'), errors);

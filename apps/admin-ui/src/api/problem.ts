import type { Schemas } from './schemas.js';

type Body = Partial<Omit<Schemas['ProblemDto'], 'details'>> & { readonly details?: Readonly<Record<string, unknown>> };

/** A "no" of the API, or that it could not be reached: RFC 9457 problem details as an error. */
export class Problem extends Error {
  /** HTTP status; 0 when nothing answered. */
  readonly status: number;
  /** Stable code, e.g. `login-taken`; `unreachable` when nothing answered. */
  readonly code: string;
  /** Details of this code, e.g. `rules` of a refused password. */
  readonly details: Readonly<Record<string, unknown>>;
  private readonly fields: readonly Schemas['FieldErrorDto'][];

  constructor(status: number, body: Body) {
    super(body.detail ?? body.title ?? 'Something went wrong on the server.');
    this.status = status;
    this.code = body.code ?? 'unknown';
    this.details = body.details ?? {};
    this.fields = body.errors ?? [];
  }

  /** What is wrong with a field of the body, by its name. */
  field(name: string): string | undefined {
    return this.fields.find(({ pointer }) => pointer === `/${name}` || pointer.startsWith(`/${name}/`))?.detail;
  }

  /** Names of all fields at fault. */
  get fieldNames(): readonly string[] {
    return this.fields.map(({ pointer }) => pointer.split('/')[1] ?? '');
  }
}

/** The problem when no answer came at all. */
export const unreachable = (): Problem =>
  new Problem(0, { code: 'unreachable', detail: 'Rollcall does not answer. It tries again by itself.' });

/** Anything thrown, as a problem. */
export function toProblem(error: unknown): Problem {
  if (error instanceof Problem) return error;
  return error instanceof TypeError ? unreachable() : new Problem(0, { detail: String(error) });
}

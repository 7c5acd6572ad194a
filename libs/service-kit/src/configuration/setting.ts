type Kinds = { text: string; integer: number; boolean: boolean; url: string };

/**
 * One setting: its variable, its kind and what it is for. `secret` values may also be given as a file named by
 * `<variable>_FILE`; a setting without `default` is absent (`undefined`) unless it is given.
 */
export type Setting<Kind extends keyof Kinds = keyof Kinds> = Readonly<{
  env: `ROLLCALL_${string}`;
  kind: Kind;
  doc: string;
  default?: Kinds[Kind];
  secret?: boolean;
  /** The only values a text may have. */
  oneOf?: readonly string[];
  /** Smallest and largest integer allowed. */
  range?: readonly [number, number];
}>;

/** The settings of one concern, by the name the code knows them under. */
export type Settings = Readonly<Record<string, Setting>>;

/** The checked values of some settings; those without a default may be absent. */
export type Values<S extends Settings> = Readonly<{
  [Name in keyof S]: S[Name] extends { oneOf: readonly (infer V)[] }
    ? V | (S[Name] extends { default: unknown } ? never : undefined)
    : Kinds[S[Name]['kind']] | (S[Name] extends { default: unknown } ? never : undefined);
}>;

/** Declares settings: keeps their literal types, so that {@link Values} knows them. */
export const defineSettings = <const S extends Settings>(settings: S): S => settings;

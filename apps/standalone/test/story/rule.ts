import type { Decider, Message, Rejection } from '@rollcall/event-sourcing';
import type { handWritten } from './hand-written.js';

/** A message of whatever kind. */
export type AnyMessage = Message<string, Readonly<Record<string, unknown>>>;
type AnyDecider = Decider<unknown, AnyMessage, AnyMessage>;
/** What a decider's module exports. */
export type Exports = Readonly<Record<string, AnyDecider>>;
/** A rule, the module it lives in, that module's exports with the rule switched off, and the story that shows it where random ones hardly do. */
export type Rule = Readonly<{
  rule: string;
  module: string;
  off: (actual: never) => object;
  story?: keyof typeof handWritten;
}>;

/** The decider, answering otherwise where `off` has an answer. */
export const answering = (
  decider: AnyDecider,
  off: (command: AnyMessage, state: never) => readonly AnyMessage[] | Rejection | undefined,
): AnyDecider => ({
  ...decider,
  decide: (command, state) => off(command, state as never) ?? decider.decide(command, state),
});

type Listening = Readonly<{ onPersonChanged: readonly Readonly<{ on: string }>[] }>;

/** The listeners to every message about a person, without all but one. */
export const onlyWhenDisabled = ({ onPersonChanged }: Listening): object => ({
  onPersonChanged: onPersonChanged.filter(({ on }) => on.includes('person-disabled')),
});

import type { Change, Explanation, Reason } from '@rollcall/permission-engine';

/** A decision as it travels: versions are text, as everywhere in JSON. */
export interface DecisionAnswer {
  readonly allowed: boolean;
  readonly code: string;
  readonly text: string;
  readonly reasons: readonly (Omit<Reason, 'facet'> & {
    facet?: { source: string; kind: string; key: string; version: string };
  })[];
  readonly wouldAllow?: readonly Change[];
}

/** An explanation ready to be sent. */
export const toAnswer = ({ decision, wouldAllow, text }: Explanation): DecisionAnswer => ({
  allowed: decision.allowed,
  code: decision.code,
  text,
  reasons: decision.reasons.map(({ facet, ...reason }) => ({
    ...reason,
    ...(facet && { facet: { ...facet, version: String(facet.version) } }),
  })),
  ...(wouldAllow && { wouldAllow }),
});

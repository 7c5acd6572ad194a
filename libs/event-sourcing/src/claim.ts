import type { Decider } from './decider.js';
import type { Message } from './message.js';
import { reject } from './rejection.js';

/**
 * One value that at most one owner may hold: a login, an email (KRN-03). `generation` counts how often it was claimed: a
 * fencing token, higher for whoever claimed later.
 */
export type Claim = Readonly<
  { status: 'free'; generation: number } | { status: 'held'; owner: string; generation: number }
>;
export type ClaimCommand = Message<'Claim', { owner: string }> | Message<'Release', { owner: string }>;
export type ClaimEvent<Claimed extends string, Released extends string> =
  Message<Claimed, { owner: string; generation: number }> | Message<Released, { owner: string }>;

/** How a service calls its claim's events, and what it answers to whoever comes second. */
export type ClaimWords<Claimed extends string, Released extends string> = Readonly<{
  claimed: Claimed;
  released: Released;
  /** Rejection code and sentence for whoever comes second. */
  taken: readonly [code: string, reason: string];
}>;

/** The token that the next one to claim this value gets. */
export const nextGeneration = (claim: Claim): number => claim.generation + 1;

/**
 * The aggregate of one claimed value, appended together with its owner. Claiming what one holds and releasing what one
 * does not hold change nothing; releasing and claiming again works. Rejects with `words.taken`.
 */
export function claimDecider<Claimed extends string, Released extends string>(
  words: ClaimWords<Claimed, Released>,
): Decider<Claim, ClaimCommand, ClaimEvent<Claimed, Released>> {
  return {
    initialState: () => ({ status: 'free', generation: 0 }),
    evolve: (claim, event) =>
      'generation' in event.data
        ? { status: 'held', owner: event.data.owner, generation: event.data.generation }
        : { status: 'free', generation: claim.generation },
    decide: ({ type, data: { owner } }, claim) => {
      const holds = claim.status === 'held' && claim.owner === owner;
      if (type === 'Release') return holds ? [{ type: words.released, data: { owner } }] : [];
      if (holds) return [];
      return claim.status === 'held'
        ? reject(...words.taken)
        : [{ type: words.claimed, data: { owner, generation: nextGeneration(claim) } }];
    },
  };
}

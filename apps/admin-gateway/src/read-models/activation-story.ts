import type { LinkFacet, PersonFacet, UseFacet } from '@rollcall/contracts';

/**
 * A person's activation with the one who owes the next answer while it is under way: identity until the account is
 * linked for this attempt, then licensing until it has answered for the seat, then directory.
 */
export function activationOf(
  { activation }: Pick<PersonFacet, 'activation'>,
  link: Pick<LinkFacet, 'attempt'> | undefined,
  use: Pick<UseFacet, 'answered'> | undefined,
): PersonFacet['activation'] {
  if (activation.state !== 'activating') return activation;
  const { attempt } = activation;
  if ((link?.attempt ?? 0) < attempt) return { ...activation, waitingFor: 'identity' };
  if ((use?.answered ?? 0) < attempt) return { ...activation, waitingFor: 'licensing' };
  return { ...activation, waitingFor: 'directory' };
}

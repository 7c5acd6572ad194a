import { canonical, claimDecider, type Cryptography, type StreamName, streamName } from '@rollcall/event-sourcing';

/** What is told apart by name on a site: imports find projects and groups by it. */
export type NamedThing = 'project' | 'group';

/** One project, and one group, of a name per site. Rejections: `already-exists`. */
export const nameClaimDecider = claimDecider({
  claimed: 'NameClaimed',
  released: 'NameReleased',
  taken: ['already-exists', 'The site has one of this name already.'],
});

/** The stream of the claim on a name; `nameIndex` is {@link nameIndexOf} of it. */
export const nameClaimStream = (thing: NamedThing, nameIndex: string): StreamName =>
  streamName(`directory.${thing}-name-claim`, nameIndex);

/** The index under which a site's name is claimed; names that only differ in case or form are one. */
export const nameIndexOf = (
  { hmac }: Pick<Cryptography, 'hmac'>,
  thing: NamedThing,
  siteId: string,
  name: string,
): string => hmac(`${thing}-name|${siteId}|${canonical(name)}`);

import { type EnvelopeOf, personActivated } from '@rollcall/contracts';
import type { Cryptography, Listener } from '@rollcall/event-sourcing';
import { welcomePerson } from '../invitation/invitation.decisions.js';

/** Nobody without a seat is invited: the mail waits for the activation (STO-6). `keyId` names the newest link key. */
export const onPersonActivated = (
  cryptography: Pick<Cryptography, 'uuid5'>,
  keyId: string,
): Listener<EnvelopeOf<typeof personActivated>> => ({
  name: 'identity.welcome-person',
  on: personActivated.type,
  react: ({ id, data, facet, metadata }) => {
    if (!facet) return undefined;
    const { personId, siteId, accountId, attempt } = data;
    return welcomePerson(
      { personId, siteId, accountId, attempt, version: facet.version, invite: data.welcome === 'invite' },
      {
        invitationId: cryptography.uuid5('invitation', id),
        mailId: cryptography.uuid5('mail', id),
        keyId,
        at: metadata.occurredAt,
      },
    );
  },
});

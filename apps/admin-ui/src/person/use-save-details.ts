import { useState } from 'react';
import { api, once, read } from '../api/client.js';
import { ifMatch } from '../api/etag.js';
import type { Person, Schemas } from '../api/schemas.js';
import { useSite } from '../shell/site-context.js';
import { usePersonWrite } from './use-person-write.js';

type Save = Readonly<{ change: Schemas['EditPersonDto']; confirmTwin: boolean }>;

/**
 * Saves changed details. A new email is looked into first: unless it is fine, nothing is saved and `advice` says what
 * would follow; saving again with `confirmTwin` goes on.
 */
export function useSaveDetails(person: Person) {
  const { siteId } = useSite();
  const [advice, setAdvice] = useState<Schemas['EmailAdviceDto']>();
  const path = { site: siteId, person: person.id };
  const save = usePersonWrite<Save>(person.id, async ({ change, confirmTwin }) => {
    if (change.email !== undefined && !confirmTwin) {
      const params = { path, query: { email: change.email } };
      const found = await read(api.GET('/api/v1/sites/{site}/people/{person}/email-advice', { params }));
      if (found.advice !== 'fine') return setAdvice(found);
    }
    const params = { path, header: { ...once(), ...ifMatch(person.etag) } };
    const body = confirmTwin ? { ...change, confirmTwin } : change;
    await read(api.PATCH('/api/v1/sites/{site}/people/{person}', { params, body }));
    setAdvice(undefined);
  });
  const forget = (): void => {
    setAdvice(undefined);
    save.reset();
  };
  return { save, advice, forget };
}

import type { Envelope, Facet } from '@rollcall/event-sourcing';
import { streamVersion } from '@rollcall/event-sourcing';

/** The topic of the example's messages. */
export const exampleTopic = 'rollcall.example.v1';

/** A facet of the example service. */
export const someFacet = (kind: string, key: string, version: number, state: object | undefined): Facet => ({
  source: 'example',
  kind,
  key,
  version: streamVersion(version),
  state,
});

/** The message that carries a facet. */
export const facetMessage = (facet: Facet): Envelope => ({
  id: `${facet.kind}/${facet.key}/${facet.version}`,
  type: 'rollcall.example.changed.v1',
  source: '/rollcall/example',
  topic: exampleTopic,
  key: facet.key,
  facet,
  data: {},
  metadata: {
    causationId: 'test',
    correlationId: 'test',
    actor: { kind: 'system', id: 'test' },
    occurredAt: new Date('2026-01-05T09:00:00.000Z'),
  },
});

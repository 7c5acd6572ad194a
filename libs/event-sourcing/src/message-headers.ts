import type { Envelope } from './bus.js';
import { readParty, writeParty } from './metadata-text.js';

type Head = Pick<Envelope, 'id' | 'type' | 'source' | 'metadata'>;

/**
 * The headers of a contract event: CloudEvents 1.0, Kafka binary mode, with the extensions `correlationid`,
 * `causationid`, `actor`, `behalfof`, `siteid`, `teamid`, `facetkind`, `facetversion`, `partitionkey`, `traceparent`.
 */
export function writeHeaders({
  id,
  type,
  source,
  key,
  facet,
  metadata,
}: Head & Pick<Envelope, 'key' | 'facet'>): Record<string, string> {
  const headers: Record<string, string | undefined> = {
    'content-type': 'application/json',
    ce_specversion: '1.0',
    ce_id: id,
    ce_source: source,
    ce_type: type,
    ce_time: metadata.occurredAt.toISOString(),
    ce_partitionkey: key,
    ce_correlationid: metadata.correlationId,
    ce_causationid: metadata.causationId,
    ce_actor: writeParty(metadata.actor),
    ce_behalfof: metadata.subject && writeParty(metadata.subject),
    ce_siteid: metadata.siteId,
    ce_teamid: metadata.teamId,
    ce_facetkind: facet?.kind,
    ce_facetversion: facet?.version.toString(),
    ce_traceparent: metadata.traceparent,
  };
  return Object.fromEntries(
    Object.entries(headers).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
}

/**
 * Reads what {@link writeHeaders} wrote; headers it does not know are passed over.
 * @throws TypeError when a required one is missing or of another CloudEvents version.
 */
export function readHeaders(headers: Readonly<Record<string, string>>): Head {
  const need = (name: string): string => {
    const value = headers[name];
    if (value === undefined || value === '') throw new TypeError(`the header ${name} is missing`);
    return value;
  };
  if (need('ce_specversion') !== '1.0') throw new TypeError(`CloudEvents ${headers['ce_specversion']} is not known`);
  const contentType = need('content-type');
  if (!/^application\/json\s*(;|$)/i.test(contentType)) throw new TypeError(`${contentType} is not known`);
  const occurredAt = new Date(need('ce_time'));
  if (Number.isNaN(occurredAt.getTime())) throw new TypeError('the header ce_time is no time');
  const { ce_behalfof: subject, ce_siteid: siteId, ce_teamid: teamId, ce_traceparent: traceparent } = headers;
  return {
    id: need('ce_id'),
    type: need('ce_type'),
    source: need('ce_source'),
    metadata: {
      occurredAt,
      correlationId: need('ce_correlationid'),
      causationId: need('ce_causationid'),
      actor: readParty(need('ce_actor')),
      ...(subject === undefined ? {} : { subject: readParty(subject) }),
      ...(siteId === undefined ? {} : { siteId }),
      ...(teamId === undefined ? {} : { teamId }),
      ...(traceparent === undefined ? {} : { traceparent }),
    },
  };
}

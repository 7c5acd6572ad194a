import { contracts, facetKinds } from './catalogue.js';
import { type Contract, type Service, topicOf } from './contract.js';

/** Partitions of every topic; a change is a new version of the topic. */
const partitions = 12;
const services: readonly Service[] = ['directory', 'identity', 'authorization', 'licensing'];

/** What services tell each other, as an AsyncAPI 3.0 document (standards D5). Made from the contracts, nothing else. */
export function asyncApiDocument(): object {
  return {
    asyncapi: '3.0.0',
    info: {
      title: 'Rollcall contract events',
      version: '1.0.0',
      description:
        'CloudEvents 1.0 in Kafka’s binary mode: attributes in `ce_*` headers, the value is JSON with `data` and `facet`. ' +
        'The facet is the whole public state of one thing at the version of its stream; a higher version replaces a lower one. ' +
        'Where a schema shows `personal`, the topic holds `{subject, fields, sealed}`: the fields in one AES-256-GCM text under the key of the subject, and every field reads `[erased]` once that key is destroyed.',
      license: { name: 'Apache-2.0' },
    },
    defaultContentType: 'application/json',
    channels: Object.fromEntries(services.map((service) => [service, channelOf(service)])),
    operations: Object.fromEntries(services.map((service) => [`publish-${service}`, operationOf(service)])),
    components: {
      messages: Object.fromEntries([...contracts.values()].map((contract) => [contract.type, messageOf(contract)])),
      schemas: Object.fromEntries([...facetKinds.values()].map(({ kind, state }) => [`${kind}-facet`, state])),
    },
  };
}

const typesOf = (service: Service): readonly string[] =>
  [...contracts.values()].filter((contract) => contract.service === service).map(({ type }) => type);

const channelOf = (service: Service): object => ({
  address: topicOf(service),
  messages: Object.fromEntries(typesOf(service).map((type) => [type, { $ref: `#/components/messages/${type}` }])),
  bindings: {
    kafka: {
      partitions,
      topicConfiguration: { 'cleanup.policy': ['delete'], 'retention.ms': -1 },
      bindingVersion: '0.5.0',
    },
  },
});

const operationOf = (service: Service): object => ({
  action: 'send',
  channel: { $ref: `#/channels/${service}` },
  messages: typesOf(service).map((type) => ({ $ref: `#/channels/${service}/messages/${type}` })),
});

const messageOf = ({ type, summary, facet, data }: Contract): object => ({
  name: type,
  summary,
  contentType: 'application/json',
  bindings: { kafka: { key: { type: 'string', description: facet.key }, bindingVersion: '0.5.0' } },
  payload: {
    type: 'object',
    required: ['data', 'facet'],
    properties: {
      data,
      facet: {
        type: 'object',
        required: ['source', 'kind', 'key', 'version'],
        properties: {
          source: { const: facet.source },
          kind: { const: facet.kind },
          key: { type: 'string', description: facet.key },
          version: { type: 'string', pattern: '^[0-9]+$' },
          state: { $ref: `#/components/schemas/${facet.kind}-facet` },
        },
      },
    },
  },
});

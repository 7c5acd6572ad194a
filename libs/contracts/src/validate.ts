import type { Envelope } from '@rollcall/event-sourcing';
import { Ajv, type ValidateFunction } from 'ajv';
import addFormats from 'ajv-formats';
import { contracts } from './catalogue.js';

const ajv = new Ajv({ allErrors: false, strict: false });
addFormats.default(ajv);
const compiled = new Map<object, ValidateFunction>();

function validatorOf(schema: object): ValidateFunction {
  const known = compiled.get(schema) ?? ajv.compile(schema);
  compiled.set(schema, known);
  return known;
}

/**
 * Checks a message against its contract, facet included; unknown fields are fine, unknown types are nobody's business here.
 * Answers what is wrong and where, or `undefined`.
 */
export function violation(message: Pick<Envelope, 'type' | 'data' | 'facet'>): string | undefined {
  const contract = contracts.get(message.type);
  if (!contract) return undefined;
  const data = validatorOf(contract.data);
  if (!data(message.data)) return `data${describe(data)}`;
  if (message.facet?.state === undefined) return undefined;
  if (message.facet.kind !== contract.facet.kind)
    return `facet is a ${message.facet.kind}, not a ${contract.facet.kind}`;
  const state = validatorOf(contract.facet.state);
  return state(message.facet.state) ? undefined : `facet.state${describe(state)}`;
}

const describe = ({ errors }: ValidateFunction): string =>
  `${errors?.[0]?.instancePath ?? ''} ${errors?.[0]?.message ?? ''}`;

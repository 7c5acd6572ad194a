import { describe, expect, test } from '@jest/globals';
import { Ajv } from 'ajv';
import { createRequire } from 'node:module';
import { asyncApiDocument, contracts } from './index.js';

const schema = createRequire(import.meta.url)('@asyncapi/specs/schemas/3.0.0-without-$id.json') as object;

describe('the AsyncAPI document', () => {
  test('CARD-1 is valid AsyncAPI 3.0', () => {
    const ajv = new Ajv({ strict: false, allErrors: true, validateFormats: false });
    const validate = ajv.compile(schema);
    validate(JSON.parse(JSON.stringify(asyncApiDocument())));
    expect(validate.errors).toBeNull();
  });

  test('describes every contract event', () => {
    const { components } = asyncApiDocument() as { components: { messages: object } };
    expect(Object.keys(components.messages)).toEqual([...contracts.keys()]);
  });
});

import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { InvalidConsistencyToken, decodeToken, encodeToken, mergeTokens } from './consistency-token.js';
import { streamVersion } from './message.js';

const name = fc.string({ minLength: 1, unit: 'binary' });
const facet = fc.record({ source: name, kind: name, key: name, version: fc.bigInt(0n, 2n ** 62n).map(streamVersion) });
const token = fc.array(facet, { maxLength: 5 });

test('KRN-16 a token survives as text that fits a header', () => {
  fc.assert(
    fc.property(token, (facets) => {
      const text = encodeToken(facets);
      expect(text).toMatch(/^[\x21-\x7e]*$/);
      expect(decodeToken(text)).toEqual(facets);
    }),
  );
});

test('KRN-16 a foreign text is refused', () => {
  for (const text of ['x', 'a/b/c', 'a/b/c@', 'a/b/c@-1', 'a/b/c@1,', '%E0/b/c@1', 'a/b/c@12345678901234567890']) {
    expect(() => decodeToken(text)).toThrow(InvalidConsistencyToken);
  }
});

test('KRN-16 tokens merge by maximum, in any order', () => {
  const few = fc.record({
    source: fc.constant('s'),
    kind: fc.constantFrom('k', 'l'),
    key: fc.constantFrom('a', 'b'),
    version: fc.bigInt(0n, 9n).map(streamVersion),
  });
  fc.assert(
    fc.property(fc.array(fc.array(few)), (tokens) => {
      const merged = mergeTokens(...tokens);
      for (const { kind, key, version } of merged) {
        const versions = tokens.flat().filter((one) => one.kind === kind && one.key === key);
        expect(versions.every((one) => one.version <= version)).toBe(true);
        expect(versions.some((one) => one.version === version)).toBe(true);
      }
      const sorted = (facets: typeof merged): string[] => encodeToken(facets).split(',').sort();
      expect(sorted(mergeTokens(...tokens.toReversed()))).toEqual(sorted(merged));
      expect(mergeTokens(merged, merged)).toEqual(merged);
    }),
  );
});

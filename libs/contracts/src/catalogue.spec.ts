import { describe, expect, test } from '@jest/globals';
import { contracts, facetKinds, violation } from './index.js';

describe('the catalogue', () => {
  test('names every contract as rollcall.<service>.<thing>-<happened>.v<N>', () => {
    for (const [type, contract] of contracts) {
      expect(type).toMatch(new RegExp(`^rollcall\\.${contract.service}\\.[a-z]+(-[a-z]+)+\\.v1$`));
    }
  });

  test('has one owner per facet kind', () => {
    expect([...contracts.values()].every(({ facet }) => facetKinds.get(facet.kind) === facet)).toBe(true);
  });
});

describe('violation', () => {
  const message = { type: 'rollcall.directory.site-opened.v1', data: { siteId: 's', teamId: 't' } };

  test('lets unknown fields and unknown types pass', () => {
    expect(violation({ ...message, data: { ...message.data, later: true } })).toBeUndefined();
    expect(violation({ type: 'rollcall.directory.unheard-of.v9', data: null })).toBeUndefined();
  });

  test('names the place of what is missing', () => {
    expect(violation({ ...message, data: { siteId: 's' } })).toBe("data must have required property 'teamId'");
    expect(violation({ type: 'rollcall.directory.site-opened.v1', data: { siteId: 1, teamId: 't' } })).toBe(
      'data/siteId must be string',
    );
  });
});

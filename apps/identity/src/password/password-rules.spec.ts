import { describe, expect, test } from '@jest/globals';
import { brokenRules } from './password-rules.js';

const words = ['zoe.nguyen@studio.example', 'Zoë', 'Nguyễn', 'Northern Light'];
const rules = (password: string): readonly string[] => brokenRules(password, words);

describe('STO-6 rules of a new password (profile nist-4)', () => {
  test('fifteen code points are enough, however many units they take', () => {
    expect(rules('kv8 blue otter')).toEqual(['too-short']);
    expect(rules('kv8 blue otters')).toEqual([]);
    expect(rules('🦦🌉🧵🪁🎻🧭🪺🛶🧊🪐🎏🪗🧿🪴')).toEqual(['too-short']);
    expect(rules('🦦🌉🧵🪁🎻🧭🪺🛶🧊🪐🎏🪗🧿🪴🧃')).toEqual([]);
  });
  test('composed and decomposed are the same password', () => {
    const composed = 'žluťoučký kůň x';
    expect(rules(composed)).toEqual([]);
    expect(rules(composed.normalize('NFD'))).toEqual([]);
    // 14 composed characters stay too short when they are typed as more.
    expect(rules(composed.slice(1).normalize('NFD'))).toEqual(['too-short']);
  });
  test('a kibibyte is the most', () => {
    const long = Array.from({ length: 600 }, (_, index) => String.fromCodePoint(0x4e00 + index * 7)).join('');
    expect(rules(long.slice(0, 341))).toEqual([]);
    expect(rules(long.slice(0, 342))).toEqual(['too-long']);
  });
  test('common ones are refused, spaced and in capitals too', () => {
    expect(rules('Correct Horse Battery Staple')).toEqual(['common']);
    expect(rules('123456789012345')).toEqual(['common']);
    expect(rules('abcabcabcabcabcabc')).toEqual(['common']);
    expect(rules('zzzzzzzzzzzzzzzz')).toEqual(['common']);
  });
  test('what everybody knows of its owner is refused', () => {
    expect(rules('xx zoe.nguyen 4711 yy')).toEqual(['context']);
    expect(rules('hello NGUYEN 4711 yy')).toEqual(['context']);
    expect(rules('some northern 471123')).toEqual(['context']);
    // Three letters would stand in too many passwords by chance.
    expect(rules('zoetrope of 1877 x')).toEqual([]);
  });
});

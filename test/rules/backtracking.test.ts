import { describe, expect, it } from 'vitest';
import { ambiguityProblem } from '../../src/rules/ambiguity.ts';
import { backtrackingProblem } from '../../src/rules/backtracking.ts';
import { compilePattern, patternProblem } from '../../src/rules/pattern.ts';
import { parseRule } from '../../src/rules/schema.ts';
import { known, ruleTexts } from './known.ts';

/** What the cheap proof over one repeated character takes for linear. */
const MISLEADING = [
  ['a lookahead that can be read in many ways', '(?=(?:[a-z0-9]|[a-z0-9])*~)[a-z0-9]{20,900}'],
  ['loops after one another in a lookahead', '(?=[a-z]*[a-z]*[a-z]*~)[a-z]{20,900}'],
  ['a lookahead in a loop', '(?:(?![a-z]*[a-z]*~)[a-z]){20,900}'],
  ['an open lookahead in a loop', '(?:(?!a*~)a){20,900}'],
  ['a loop over two characters', '(?:ab|ab)+0'],
  ['classes that share a character', '(?:a[0-9]|[a-f]1)+~'],
  ['a row of letters that may be missing', `a${'[a-z]?'.repeat(60)}0`],
  ['a row of pairs that may be missing', `${'(?:ab)?'.repeat(40)}0`],
  ['a row of runs', `${'[a-z]{0,15}'.repeat(12)}0`],
  ['a row of choices', `${'(?:a|a)'.repeat(40)}0`],
] as const;

const HARMLESS = [
  '(?=.*[0-9])(?=.*[a-z])[A-Za-z0-9]{32}',
  '[a-z]+(?:-[a-z]+)*',
  '(?:\\w+\\.)+x',
  '[0-9a-f]{8}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{12}',
  'https://[a-z.]+/[a-z]+/[A-Za-z0-9_-]{20,}',
  'AK[A-Z2-7]{24}|AK(?!IA)[A-Z0-9]{18}',
];

describe('counting the steps of a matcher', () => {
  it.each(MISLEADING)('refuses %s', (_, pattern) => {
    expect(ambiguityProblem(pattern)).toBeNull();
    expect(backtrackingProblem(pattern)).toContain('too many ways');
    expect(patternProblem(pattern)).toContain('not linear in time');
  });

  it.each(HARMLESS)('takes %s', (pattern) => {
    expect(patternProblem(pattern)).toBeNull();
  });

  it('makes no word of repeats in repeats that fills the memory', () => {
    expect(backtrackingProblem(`${'(?:'.repeat(12)}a?${'){999}'.repeat(12)}b`)).toContain('too many ways');
  });

  it('takes every pattern that is shipped', () => {
    const issuers = ruleTexts().flatMap(({ file, text }) => parseRule({ file, text, known }).issuer ?? []);
    const patterns = issuers.flatMap(({ credentials }) => credentials.map(({ pattern }) => pattern));
    expect(patterns.length).toBeGreaterThan(400);
    expect(patterns.filter((pattern) => backtrackingProblem(pattern) !== null)).toEqual([]);
  });
});

it('refuses a pattern that is too long to be looked into', () => {
  expect(compilePattern('a?'.repeat(2_000)).test('b')).toBe(false);
  expect(patternProblem(`a${'b?'.repeat(2_000)}`)).toContain('longer than');
});

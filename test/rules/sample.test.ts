import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { informationBits } from '../../src/findings/entropy.ts';
import { compilePattern } from '../../src/rules/pattern.ts';
import { seededRandom } from '../../src/rules/random.ts';
import { sampleRegex } from '../../src/rules/regex-sample.ts';
import { type SampledKind, sampleValue } from '../../src/rules/sample.ts';
import { parseRule } from '../../src/rules/schema.ts';
import { known, ruleTexts, tools } from './known.ts';

const PATTERNS = [
  'abc',
  'a|bc|[^\\s"]{3}',
  '[0-9a-fA-F]{8}-[0-9a-fA-F]{4}',
  '(?:0x)?[0-9a-fA-F]{64}',
  '[\\w.-]{20,40}\\.(?:x|yy){2,3}',
  '\\[\\d{1,3}(?:,\\s?\\d{1,3}){31}\\]',
  '-----BEGIN X-----\\s*[A-Za-z0-9+/]{43}=\\s*-----END X-----',
  '.{6,12}',
  '[\\s\\S]{5,}?END',
  '\\x41\\u0042\\u{43}\\t\\n\\/[\\-x]?',
  '[\\]a-]+[^\\]]',
  '(?<name>[a-z]+)\\d*',
  '[\\b\\d-]{4}',
];

describe('sampleRegex', () => {
  it.each(PATTERNS)('meets %s', (pattern) => {
    fc.assert(
      fc.property(fc.string(), (seed) =>
        compilePattern(pattern).test(sampleRegex(pattern, seededRandom(seed))),
      ),
    );
  });

  it('never writes a character three times in a row where there are others', () => {
    const values = Array.from({ length: 200 }, (_, seed) => sampleRegex('[01]{40}', seededRandom(`${seed}`)));
    expect(values.filter((value) => /(.)\1\1/.test(value))).toEqual([]);
  });
});

describe('sampleValue', () => {
  const kind: SampledKind = { id: 'secret', pattern: '[A-Za-z0-9]{32}', checks: [], entropy: 4.2 };

  it('gives the same value for the same seed and others for others', () => {
    const values = Array.from({ length: 100 }, (_, seed) => sampleValue({ kind, seed: `${seed}`, tools }));
    expect(sampleValue({ kind, seed: '7', tools })).toBe(values[7]);
    expect(new Set(values).size).toBe(100);
  });

  it('asks the sampler of a check, with its parameter, and refuses what the check refuses', () => {
    const isEven = (value: string) =>
      Number(value.at(-1)) % 2 === 0 ? ('proof' as const) : ('fail' as const);
    const own = {
      ...tools,
      samplers: new Map([
        ['even', (random: () => number, width = '') => `${random()}`.slice(2, 2 + Number(width))],
      ]),
      checks: new Map([['even', isEven]]),
    };
    const even: SampledKind = { id: 'even', pattern: '[0-9]{12}', checks: ['even:12'], entropy: null };
    for (let seed = 0; seed < 50; seed += 1) {
      expect(isEven(sampleValue({ kind: even, seed: `${seed}`, tools: own }))).toBe('proof');
    }
  });

  it('says so when pattern and entropy contradict each other', () => {
    const impossible: SampledKind = { ...kind, pattern: '[ab]{32}' };
    expect(() => sampleValue({ kind: impossible, seed: '', tools })).toThrow(
      expect.objectContaining({
        code: 'RULE',
        message: expect.stringContaining('no made-up value of secret'),
      }),
    );
  });

  it('makes values of every kind of every rule', () => {
    const issuers = ruleTexts().flatMap(({ file, text }) => parseRule({ file, text, known }).issuer ?? []);
    const failures = issuers.flatMap(({ id, credentials }) =>
      credentials.filter((each) => !isMeet(each)).map((each) => `${id}/${each.id}`),
    );
    expect(failures).toEqual([]);
  });

  function isMeet(each: SampledKind): boolean {
    try {
      const value = sampleValue({ kind: each, seed: 'all', tools });
      const bits = informationBits(value) / value.length;
      return compilePattern(each.pattern).test(value) && bits >= (each.entropy ?? 0);
    } catch {
      return false;
    }
  }
});

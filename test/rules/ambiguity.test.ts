import { checkSync } from 'recheck';
import { describe, expect, it } from 'vitest';
import { ambiguityProblem } from '../../src/rules/ambiguity.ts';
import { compilePattern } from '../../src/rules/pattern.ts';
import { seededRandom } from '../../src/rules/random.ts';
import { sampleRegex } from '../../src/rules/regex-sample.ts';
import { parseRule } from '../../src/rules/schema.ts';
import { known, ruleTexts } from './known.ts';

const SUPER_LINEAR = [
  '(?:a+)+b',
  '(a|a)*b',
  '(?:aa|a)*b',
  'a*a*b',
  '[a-z]+(?:-?[a-z]+)*=',
  '(?:a?a){32}b',
  '[a-z.]+\\.[a-z.]+=',
  '[\\s\\S]{50,}?\\s*-----END',
  '\\[(?:\\d{1,3}\\s*,?\\s*){63}\\]',
  '-----BEGIN-----\\s*(?:[A-Za-z0-9+/=]+\\s*){10,}-----END-----',
];

const LINEAR = [
  '[A-Za-z0-9]{80,90}',
  '(?:0x)?[0-9a-fA-F]{64}',
  'eyJ[\\w-]{10,}\\.[\\w-]{10,}\\.[\\w-]{10,}',
  '[a-z]{3,8}(?: [a-z]{3,8}){11}(?:(?: [a-z]{3,8}){12})?',
  '(?:[0-9a-f]{2}:?){32}',
  '\\[(?:\\d{1,3},\\s?){63}\\d{1,3}\\]',
  '(?:[A-Za-z0-9+/]{4})+(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?',
  'AK[A-Z2-7]{24}|AK(?!IA)[A-Z0-9]{18}',
  '[A-Za-z0-9._%+-]+@[A-Za-z0-9.-]+\\.[A-Za-z]{2,}',
  '-----BEGIN-----\\s*(?:[A-Za-z0-9+/=]+\\s)+-----END-----',
];

describe('the cheap proof agrees with a full one', () => {
  const isSafe = (pattern: string): boolean =>
    checkSync(`^(?:${pattern})$`, 'u', { timeout: 10_000 }).status === 'safe';

  it.each(SUPER_LINEAR)('refuses %s', (pattern) => {
    expect({ cheap: ambiguityProblem(pattern), safe: isSafe(pattern) }).toEqual({
      cheap: expect.stringContaining('can share'),
      safe: false,
    });
  });

  it('refuses what only bounds keep from growing, too', () => {
    expect(ambiguityProblem('(?:[a-z]{1,8}){20}=')).toContain('nested quantifiers');
  });

  it.each(LINEAR)('takes %s', (pattern) => {
    expect({ cheap: ambiguityProblem(pattern), safe: isSafe(pattern) }).toEqual({ cheap: null, safe: true });
  });
});

describe('every pattern of every rule', () => {
  const issuers = ruleTexts().flatMap(({ file, text }) => parseRule({ file, text, known }).issuer ?? []);
  const kinds = issuers.reduce((count, issuer) => count + issuer.credentials.length, 0);
  const patterns = patternsIn(issuers);

  it('is collected', () => {
    expect(patterns.length).toBeGreaterThanOrEqual(kinds);
    expect(kinds).toBeGreaterThan(300);
  });

  it('takes linear time for adversarial input', () => {
    const slow = [...new Set(patterns)].filter((pattern) => slowestRun(pattern) > 100);
    expect(slow).toEqual([]);
  });

  it('is caught by the same measurement when it is not linear', () => {
    expect(slowestRun('-----BEGIN-----(?:[A-Za-z0-9+/=]+\\s*){10,}-----END-----')).toBeGreaterThan(100);
    expect(slowestRun('[a-z.]+\\.[a-z.]+=[a-z]')).toBeGreaterThan(100);
  });
});

/** Every text under a key called `pattern`, wherever it stands. */
function patternsIn(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, item]) =>
    key === 'pattern' && typeof item === 'string' ? [item] : patternsIn(item),
  );
}

/** Longest run in milliseconds over pumped prefixes of a matching value, each ending in what cannot match. */
function slowestRun(pattern: string): number {
  const compiled = compilePattern(pattern);
  const value = sampleRegex(pattern, seededRandom(pattern));
  let slowest = 0;
  for (const { prefix, pump } of attacks(value)) {
    for (const length of LENGTHS) {
      const text = `${prefix}${pump.repeat(Math.ceil(length / pump.length))}\0`;
      const time = runTime(compiled, text);
      slowest = Math.max(slowest, time > 100 ? Math.min(time, runTime(compiled, text)) : time);
      if (slowest > 100) return slowest;
    }
  }
  return slowest;
}

/** Measured twice where it is long: other work on the machine slows one run, not both. */
function runTime(compiled: RegExp, text: string): number {
  const started = performance.now();
  compiled.test(text);
  return performance.now() - started;
}

/** Small steps first: what is exponential shows itself before it takes for ever. */
const LENGTHS = [8, 16, 20, 24, 28, 32, 64, 256, 1024, 8192, 32_768];

function attacks(value: string): { prefix: string; pump: string }[] {
  const cuts = Array.from({ length: 12 }, (_, step) => Math.ceil((value.length * (step + 1)) / 12));
  return [...new Set(cuts)].flatMap((cut) =>
    [1, 2, 4].map((width) => ({
      prefix: value.slice(0, cut),
      pump: value.slice(Math.max(0, cut - width), cut),
    })),
  );
}

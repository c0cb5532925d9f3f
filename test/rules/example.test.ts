import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fillExample } from '../../src/rules/example.ts';
import { compilePattern } from '../../src/rules/pattern.ts';
import { acme } from './acme.ts';
import { tools } from './known.ts';

const issuer = acme();

function fill(text: string, seed = 'x') {
  return fillExample({ example: { text }, issuer, seed, tools });
}

describe('fillExample', () => {
  it('gives the span, role and credential of every value', () => {
    const { text, parts } = fill('é = {{apiKey}}\n{{api-secret}} {{secret#2}};');
    expect(parts.map(({ role, kind, credential }) => [role, kind, credential])).toEqual([
      ['apiKey', 'api-key', 1],
      ['secret', 'api-secret', 1],
      ['secret', 'api-secret', 2],
    ]);
    const values = parts.map(({ start, end }) => text.slice(start, end));
    expect(text).toBe(`é = ${values[0]}\n${values[1]} ${values[2]};`);
    expect(values[0]).toMatch(compilePattern('[0-9a-f]{32}'));
    expect(values[1]).toMatch(compilePattern('[A-Za-z0-9]{40}'));
    expect(values[1]).not.toBe(values[2]);
  });

  it('puts one value for the same placeholder, however it is named', () => {
    const { text, parts } = fill('{{secret}} {{api-secret}}');
    expect(text.slice(parts[0]?.start, parts[0]?.end)).toBe(text.slice(parts[1]?.start, parts[1]?.end));
  });

  it('is the same for the same seed only', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (one, other) => {
        expect(fill('{{secret}}', one).text === fill('{{secret}}', other).text).toBe(one === other);
      }),
    );
  });

  it('leaves the braces of template languages alone', () => {
    const text = '{{ key }} {{secrets.KEY}} {{.Values.key}} {{}}';
    expect(fill(text)).toEqual({ text, parts: [] });
  });

  it('refuses a placeholder that means nothing', () => {
    expect(() => fill('{{token}}')).toThrow(expect.objectContaining({ code: 'RULE' }));
  });

  it('makes parts that a pair check ties together in one go, for each credential', () => {
    const paired = acme({ pairChecks: [{ check: 'same-start', of: ['apiKey', 'secret'] }] });
    const sameStart = (random: () => number): [string, string] => {
      const start = Math.floor(random() * 2 ** 32)
        .toString(16)
        .padStart(8, '0');
      return [start.repeat(4), start.repeat(5)];
    };
    const own = { ...tools, pairSamplers: new Map([['same-start', sameStart]]) };
    const loose = { ...paired, credentials: paired.credentials.map((kind) => ({ ...kind, entropy: null })) };
    const example = { text: '{{apiKey}} {{secret}} {{apiKey#2}} {{secret#2}}' };
    const { text, parts } = fillExample({ example, issuer: loose, seed: 's', tools: own });
    const starts = parts.map(({ start }) => text.slice(start, start + 8));
    expect(starts[0]).toBe(starts[1]);
    expect(starts[2]).toBe(starts[3]);
    expect(starts[0]).not.toBe(starts[2]);
  });
});

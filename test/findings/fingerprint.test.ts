import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { digestPart, fingerprintOfDigest, fingerprintOfPlace } from '../../src/findings/fingerprint.ts';
import type { PartRole } from '../../src/findings/model.ts';
import { Secret } from '../../src/findings/secret.ts';
import { madeUp } from './make.ts';

const digest = (value: string, role: PartRole = 'secret') => digestPart(role, new Secret(value));

describe('digestPart', () => {
  const hex = madeUp(1, 64, '0123456789abcdef');
  const body = madeUp(2, 120);
  const pem = (gap: string) =>
    `-----BEGIN EC ${'PRIVATE'} KEY-----${gap}${body.slice(0, 64)}${gap}${body.slice(64)}${gap}-----END EC ${'PRIVATE'} KEY-----`;
  const words = 'tiger lemon orbit velvet candle puzzle monkey quartz rocket saddle turtle window';
  const numbers = Array.from({ length: 64 }, (_, index) => (index * 37) % 256);

  it.each([
    ['hex in upper case', hex, hex.toUpperCase()],
    ['hex with a prefix', hex, `0x${hex}`],
    ['PEM with escaped line breaks', pem('\n'), pem('\\n')],
    ['PEM with Windows line breaks', pem('\n'), pem('\r\n')],
    ['PEM on one line', pem('\n'), pem(' ')],
    ['a mnemonic over lines', words, words.replaceAll(' ', '\n  ')],
    ['a mnemonic in capitals', words, words.toUpperCase()],
    ['a byte array with spaces', `[${numbers.join(',')}]`, `[ ${numbers.join(', ')} ]`],
  ])('is the same for %s', (_what, first, second) => {
    expect(digest(first)).not.toBeNull();
    expect(digest(second)).toBe(digest(first));
  });

  it('does not depend on what the value is taken for', () => {
    expect(digest(madeUp(3), 'apiKey')).toBe(digest(madeUp(3), 'secret'));
  });

  it('tells apart letters and digits that differ in case only', () => {
    expect(digest(madeUp(4))).not.toBe(digest(madeUp(4).toLowerCase()));
  });

  it.each(['passphrase', 'uid', 'walletAddress'] as const)('never digests a %s', (role) => {
    expect(digest(madeUp(5), role)).toBeNull();
  });

  it.each(['hunter2', 'correct-horse', '123456789012', 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa'])(
    'never digests what can be guessed: %s',
    (value) => {
      expect(digest(value)).toBeNull();
    },
  );

  it('digests what an exchange gives out, down to 18 characters', () => {
    for (let seed = 0; seed < 200; seed++) expect(digest(madeUp(seed, 18))).not.toBeNull();
  });
});

describe('fingerprints', () => {
  it('have one form and never hold the digest itself', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[0-9a-f]{64}$/), (value) => {
        const fingerprint = fingerprintOfDigest(value);
        expect(fingerprint).toMatch(/^ks1-[0-9a-f]{32}$/);
        expect(value).not.toContain(fingerprint.slice(4, 14));
      }),
    );
  });

  it('of places differ by issuer, kind and path', () => {
    const place = { issuer: 'okx', kind: 'passphrase', path: 'a.env' };
    const all = [place, { ...place, issuer: 'kucoin' }, { ...place, kind: 'x' }, { ...place, path: 'b.env' }];
    expect(new Set(all.map(fingerprintOfPlace)).size).toBe(4);
  });

  it('stay what they are from release to release', () => {
    expect(fingerprintOfDigest(digest('made-up value that stands in no rule, 0123456789') ?? '')).toBe(
      'ks1-1e190f649372f69cab0a78280e27b9a2',
    );
  });
});

import { wordlist } from '@scure/bip39/wordlists/english.js';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CHECKS, PAIR_CHECKS } from '../../../src/engine/checks/registry.ts';
import { PAIR_SAMPLERS, SAMPLERS } from '../../../src/engine/checks/samples.ts';
import { seededRandom } from '../../../src/rules/random.ts';

/** A parameter for the checks that need one. */
const PARAMETERS: Record<string, string> = {
  base64: '64',
  base64url: '32',
  'base64url-uuid': '32',
  base58: '32|64',
  'hex-distinct': '12',
  'hex-text': '{"crypto"',
  objectid: '2017',
  bech32: 'dydx',
  'jwt-claim': 'iss=blockchain',
};

/** Samples that take long to make: a few are enough. */
const RUNS: Record<string, number> = { 'pem-rsa': 2, 'der-rsa': 2, 'pem-any': 4, 'ton-mnemonic': 10 };

const run = (name: string, value: string) => CHECKS.get(name)!(value, PARAMETERS[name]);
const sample = (name: string, seed: number) =>
  SAMPLERS.get(name)!(seededRandom(`${name}${seed}`), PARAMETERS[name]);

/** Checks whose samples always bring a proof. */
const PROVEN = [
  ...['pem-ed25519', 'pem-ec', 'pem-rsa', 'pem-any', 'der-ed25519', 'der-ec', 'der-rsa', 'base64url-uuid'],
  ...[
    'ed25519-keypair',
    'solana-bytes',
    'near',
    'tendermint',
    'eip55',
    'bip39',
    'ton-mnemonic',
    'wif',
    'bip32',
  ],
  ...['xrp-seed', 'eos', 'stellar', 'bech32', 'jwt-claim', 'github-crc32', 'npm-crc32'],
];

describe('samples', () => {
  it.each([...SAMPLERS.keys()])('%s: every sample passes its check', (name) => {
    for (let seed = 0; seed < (RUNS[name] ?? 60); seed++) {
      const result = run(name, sample(name, seed));
      if (PROVEN.includes(name)) expect(result).toBe('proof');
      else expect(result).not.toBe('fail');
    }
  });

  it.each([...PAIR_SAMPLERS.keys()])('%s: every pair is proven, and no mixed one', (name) => {
    const check = PAIR_CHECKS.get(name)!;
    for (let seed = 0; seed < 20; seed++) {
      const [first, second] = PAIR_SAMPLERS.get(name)!(seededRandom(`${seed}`));
      const [otherFirst, otherSecond] = PAIR_SAMPLERS.get(name)!(seededRandom(`other ${seed}`));
      expect(check(first, second)).toBe('proof');
      expect(check(first, otherSecond)).toBe('fail');
      expect(check(otherFirst, second)).toBe('fail');
      expect(check(second, first)).toBe('fail');
    }
  });

  it('gives the same value for the same seed', () => {
    for (const name of SAMPLERS.keys()) {
      if (RUNS[name] === undefined) expect(sample(name, 1)).toBe(sample(name, 1));
    }
    expect(sample('pem-rsa', 1)).toBe(sample('pem-rsa', 1));
  });
});

describe('one wrong character', () => {
  /** Every character of these is covered by a checksum or by the relation of two halves. */
  const COVERED = [
    ...['wif', 'bip32', 'xrp-seed', 'eos', 'stellar', 'bech32', 'github-crc32', 'npm-crc32'],
    ...['ed25519-keypair', 'near', 'tendermint'],
  ];
  it.each(COVERED)('%s fails', (name) => {
    fc.assert(
      fc.property(
        fc.nat(1000),
        fc.nat(),
        fc.constantFrom(...'abcdefghijkmnopqrstuvwxyz23456789'),
        (seed, at, other) => {
          const value = sample(name, seed);
          // After the prefix, which names a kind: `ghp_` and `gho_` are both right.
          const place = 4 + (at % (value.length - 4));
          fc.pre(value.charAt(place).toLowerCase() !== other);
          expect(run(name, value.slice(0, place) + other + value.slice(place + 1))).toBe('fail');
        },
      ),
    );
  });

  it('in the bech32 form of a Sui key fails, and a wrong case in an EIP-55 address', () => {
    for (let seed = 0; seed < 40; seed++) {
      const sui = sample('sui', seed);
      if (sui.startsWith('suiprivkey')) {
        expect(
          run(
            'sui',
            sui.replace(/.$/, (last) => (last === 'q' ? 'p' : 'q')),
          ),
        ).toBe('fail');
      }
      const address = sample('eip55', seed);
      expect(run('eip55', address.replace(/[a-fA-F]/, swapCase))).toBe('fail');
    }
  });

  it('in the base64 of a key with an embedded public half never proves', () => {
    const value = sample('der-ec', 1);
    // The last 64 bytes are the public point.
    for (let place = value.length - 84; place < value.length - 4; place++) {
      const other = value.charAt(place) === 'A' ? 'B' : 'A';
      expect(run('der-ec', value.slice(0, place) + other + value.slice(place + 1))).toBe('fail');
    }
  });

  it('leaves a phrase of 12 words 128 possible last words', () => {
    const words = sample('bip39', 0).split(' ').slice(0, 11);
    const valid = wordlist.filter((word) => run('bip39', [...words, word].join(' ')) === 'proof');
    expect(valid).toHaveLength(128);
  });
});

describe('junk', () => {
  const text = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 300 }),
    fc.string({ unit: fc.constantFrom(...'0123456789abcdefABCDEFxyzXYZ+/=-_.:$[]{}", \n'), maxLength: 300 }),
    fc.stringMatching(/^[1-9A-HJ-NP-Za-km-z]{20,120}$/),
    fc.stringMatching(/^[0-9a-f]{64,128}$/),
  );

  it.each([...CHECKS.keys()])('never makes %s throw or prove', (name) => {
    fc.assert(
      fc.property(text, (value) => {
        expect(['fail', 'pass']).toContain(run(name, value));
        expect(['fail', 'pass']).toContain(CHECKS.get(name)!(value, undefined));
      }),
    );
  });

  it.each([...PAIR_CHECKS.keys()])('never makes %s throw or prove', (name) => {
    fc.assert(fc.property(text, text, (first, second) => PAIR_CHECKS.get(name)!(first, second) === 'fail'));
  });

  const MEGABYTE = 1_000_000;
  const LONG = ['1', 'a', 'A', 'z', '0', '=', ' ', '\n', '\\n', '-', '[1,', '{"', 'abandon ', '.', 'eyJ'].map(
    (unit) => unit.repeat(MEGABYTE / unit.length),
  );
  const PREFIXED = [
    '-----BEGIN PRIVATE KEY-----',
    'suiprivkey1',
    'ed25519:',
    'PVT_K1_',
    'ghp_',
    '0x',
    'gAAAAA',
    'xoxb-',
  ];
  const INPUTS = [...LONG, ...PREFIXED.flatMap((prefix) => LONG.slice(0, 6).map((long) => prefix + long))];

  it.each([...CHECKS.keys()])('%s is done with a megabyte of anything at once', (name) => {
    for (const input of INPUTS) {
      const start = performance.now();
      expect(run(name, input)).not.toBe('proof');
      expect(performance.now() - start).toBeLessThan(250);
    }
  });
});

function swapCase(letter: string): string {
  return letter === letter.toLowerCase() ? letter.toUpperCase() : letter.toLowerCase();
}

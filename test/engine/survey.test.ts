import { Buffer } from 'node:buffer';
import fc from 'fast-check';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { surveyByKernel } from '../../src/engine/kernel.ts';
import { createLexicon, type Lexicon } from '../../src/engine/lexicon.ts';
import { phraseTable } from '../../src/engine/phrases.ts';
import { compileRuleset } from '../../src/engine/ruleset.ts';
import { surveyByFinders } from '../../src/engine/survey.ts';
import { LETTERS_AND_DIGITS, RULES, randomText } from './made.ts';

const NAMES = compileRuleset(RULES).telling;
const SOME_NAMES = [...NAMES.listed, 'walletPassword', 'DB_PASS', 'gateway-passphrase_2', 'keystorePassLive'];

/** Pieces of what the finders look for, and of what nearly is that. */
const piece = fc.oneof(
  fc.constantFrom(...' \t\r\n"\'`(){}[]<>,;:=!?@#$^&*|~.+/_-\\%\x00\x1b\x80\xe2\xff'),
  fc.constantFrom(
    'abandon ',
    'ability ',
    'Able ',
    'act ',
    'ACTION, ',
    'zoo ',
    'xabandon ',
    'abandons ',
    'art\n',
  ),
  fc.constantFrom('12, ', '0x1f,', '(byte)7, ', '255,', ', ', '    ', '-1,'),
  fc.constantFrom(...SOME_NAMES),
  fc.constantFrom(...SOME_NAMES).map((name) => name.slice(3)),
  fc.tuple(fc.constantFrom(...SOME_NAMES), fc.constantFrom('=', ' = ', '": ')).map((parts) => parts.join('')),
  fc.constantFrom(
    'PRIVATE KEY-----',
    'ciphertext',
    '&#65;',
    '\\\n',
    '\\\r\n',
    '</',
    '\\141',
    '\\u{61}',
    '" + "',
    ' = ',
    ': ',
  ),
  fc
    .record({ length: fc.integer({ min: 1, max: 90 }), seed: fc.nat() })
    .map(({ length, seed }) => randomText(LETTERS_AND_DIGITS, length, seed)),
  fc
    .record({
      text: fc.constantFrom('a', 'Z', '7', '-', ' ', 'aB', '1,'),
      times: fc.integer({ min: 1, max: 140 }),
    })
    .map(({ text, times }) => text.repeat(times)),
);

const text = fc
  .array(
    fc.oneof(
      piece,
      fc.tuple(piece, fc.integer({ min: 1, max: 20 })).map(([one, times]) => one.repeat(times)),
    ),
    {
      maxLength: 60,
    },
  )
  .map((pieces) => Buffer.from(pieces.join(''), 'latin1'));

/** Filler, so that every text is long enough for the kernel, in front or behind. */
const FILLER = Buffer.from('('.repeat(64));

function expectSame(bytes: Uint8Array): void {
  for (const [isPart, names] of [
    [false, null],
    [true, NAMES],
  ] as const) {
    const { rare, ...places } = surveyByKernel(bytes, { isPart, names })!;
    const { rare: _, ...expected } = surveyByFinders(bytes, { isPart, names });
    expect(places).toEqual(expected);
    expectMarks(bytes, rare);
  }
}

/** A mark that is not announced is not there. */
function expectMarks(bytes: Uint8Array, rare: number): void {
  const content = Buffer.from(bytes).toString('latin1');
  const marks = [/PRIVATE KEY-----/, /ciphertext/, /\x1b/, /&#/, /[\x80-\xff]/, /\\\r?\n/, /<\//, /\\[1u]/];
  marks.forEach((mark, bit) => {
    if (mark.test(content)) expect((rare >> bit) & 1, String(mark)).toBe(1);
  });
}

/** Phrases, pieces of them, and what a word may begin and end with. */
const phrase = fc.oneof(
  fc.constantFrom(
    'binance',
    'Kraken',
    'OKX',
    'okx',
    'bybit',
    'gate.io',
    'api.kraken.com',
    'x-mbx-apikey',
    'coin',
    'base',
  ),
  fc.constantFrom(...' _-./:@"(\n\x80\xc2\xe4', 'A', 'a', '7', 'Api', 'key', 'KEY', 'my', 'new '),
);

const prose = fc
  .array(fc.oneof(phrase, piece), { maxLength: 80 })
  .map((pieces) => Buffer.concat([FILLER, Buffer.from(pieces.join(''), 'latin1')]));

/** The table of phrases where there is no WebAssembly. */
async function plainLexicon(): Promise<Lexicon> {
  vi.stubGlobal('WebAssembly', undefined);
  vi.resetModules();
  const { createLexicon: create } = await import('../../src/engine/lexicon.ts');
  const lexicon = create(phraseTable(RULES));
  lexicon.findIn(MUCH.toString('latin1'), MUCH);
  vi.unstubAllGlobals();
  return lexicon;
}

/** More than a thread reads without the kernel. */
const MUCH = Buffer.alloc(1 << 19, '(');

describe('the kernel says what the finders say', () => {
  beforeAll(() => {
    surveyByKernel(MUCH, { isPart: false, names: null });
    expect(surveyByKernel(FILLER, { isPart: false, names: null })).not.toBeNull();
  });

  it('on texts of what they look for, wherever it begins and ends', () => {
    fc.assert(
      fc.property(text, fc.nat({ max: 70 }), (made, before) => {
        expectSame(Buffer.concat([FILLER.subarray(0, before), made, FILLER]));
        expectSame(Buffer.concat([FILLER, FILLER.subarray(0, before), made]));
        if (made.length >= 64) expectSame(made);
      }),
      { numRuns: 600 },
    );
  });

  it('on any bytes', () => {
    fc.assert(fc.property(fc.uint8Array({ minLength: 64, maxLength: 700 }), (bytes) => expectSame(bytes)));
  });

  it('on texts that lie somewhere in a larger buffer', () => {
    fc.assert(
      fc.property(text, fc.nat({ max: 40 }), (made, before) => {
        const whole = Buffer.concat([FILLER, made, FILLER]);
        expectSame(whole.subarray(before, whole.length - (before % 7)));
      }),
    );
  });

  it('after a longer text, of which nothing is left', () => {
    const row = `${'abandon ability '.repeat(20)}${'12,'.repeat(40)}${randomText(LETTERS_AND_DIGITS, 200, 'left')}`;
    expectSame(Buffer.from(row.repeat(1200)));
    expectSame(Buffer.concat([FILLER, Buffer.from('abandon')]));
    expectSame(FILLER);
  });

  it('on words that name an issuer, and without it the same is found', async () => {
    const lexicon = createLexicon(phraseTable(RULES));
    const plain = await plainLexicon();
    fc.assert(
      fc.property(prose, (made) => {
        const text = made.toString('latin1');
        expect(lexicon.findIn(text, made)).toEqual(plain.findIn(text, made));
      }),
      { numRuns: 600 },
    );
    const many = Buffer.from('binance okx '.repeat(20_000));
    expect(lexicon.findIn(many.toString('latin1'), many)).toHaveLength(40_000);
  });

  it('on words in a text that is read in pieces, wherever these begin', async () => {
    const lexicon = createLexicon(phraseTable(RULES));
    const plain = await plainLexicon();
    const words = 'okx kraken; the Binance key=bybit,\u{e9}gate '.repeat(30_000);
    for (let shift = 0; shift < 9; shift++) {
      const made = Buffer.from('x'.repeat(shift) + words);
      const text = made.toString('latin1');
      expect(lexicon.findIn(text, made)).toEqual(plain.findIn(text, made));
    }
  });
});

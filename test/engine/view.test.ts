import { Buffer } from 'node:buffer';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { viewOf } from '../../src/engine/view.ts';
import { bytesAt, growth, madeValue, scan, seen, textAt } from './made.ts';

const KEY = madeValue('binance', 'api-key');
const SECRET = madeValue('binance', 'hmac-secret');
const EXPECTED = [{ issuer: 'binance', values: { secret: SECRET, apiKey: KEY } }];

/** Letters of many scripts, astral characters and a comment sign before the credential, on its own line too. */
const CONFIG = [
  '# Schlüssel für 𝕏 🚀🚀 — кошелёк',
  '# binance',
  `{"note": "🔑 é", "apiKey": "${KEY}", "secret": "${SECRET}"}`,
  '',
].join('\n');

function swapped(bytes: Buffer): Buffer {
  return Buffer.from(bytes).swap16();
}

const ENCODINGS: [string, BufferEncoding, boolean, (text: string) => Buffer][] = [
  ['UTF-8', 'utf8', false, (text) => Buffer.from(text)],
  ['UTF-8 with a mark', 'utf8', false, (text) => Buffer.from(`\u{feff}${text}`)],
  ['UTF-16 LE', 'utf16le', false, (text) => Buffer.from(text, 'utf16le')],
  ['UTF-16 LE with a mark', 'utf16le', false, (text) => Buffer.from(`\u{feff}${text}`, 'utf16le')],
  ['UTF-16 BE', 'utf16le', true, (text) => swapped(Buffer.from(text, 'utf16le'))],
  ['UTF-16 BE with a mark', 'utf16le', true, (text) => swapped(Buffer.from(`\u{feff}${text}`, 'utf16le'))],
];

describe('a blob in any encoding', () => {
  it.each(ENCODINGS)(
    '%s: the same credential, at its own bytes and columns',
    (_, encoding, isSwapped, encode) => {
      for (const text of [CONFIG, CONFIG.replaceAll('\n', '\r\n')]) {
        const bytes = encode(text);
        const found = scan(bytes);
        expect(seen(found)).toEqual(EXPECTED);
        for (const part of found[0]!.parts) {
          expect(textAt(text, part)).toBe(part.value.expose());
          const { start, end } = part.span;
          const own = Buffer.from(bytes.subarray(start, end));
          expect((isSwapped ? own.swap16() : own).toString(encoding)).toBe(part.value.expose());
        }
      }
    },
  );

  it('counts columns in UTF-16 code units: an astral character is two', () => {
    const part = scan(`# binance\n/* 😀 */ const apiSecret = "${SECRET}"`)[0]!.parts[0]!;
    expect(part.region).toEqual({
      startLine: 2,
      startColumn: '/* 😀 */ const apiSecret = "'.length + 1,
      endLine: 2,
      endColumn: '/* 😀 */ const apiSecret = "'.length + 1 + SECRET.length,
    });
  });

  it('points at the value behind any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 60 }), (prefix) => {
        const text = `${prefix.replaceAll(/[\u{200b}-\u{200f}\u{ad}\u{feff}]/gu, '')}\nBINANCE_API_SECRET=${SECRET}\n`;
        const parts = scan(text, '.env').flatMap((credential) => credential.parts);
        const own = parts.filter((part) => part.value.expose() === SECRET);
        expect(own.map((part) => textAt(text, part))).toEqual([SECRET]);
        expect(bytesAt(Buffer.from(text), own[0]!)).toBe(SECRET);
      }),
    );
  });
});

/** What a person sees as the same text, with something in it that is not seen, and what the span then holds. */
const INVISIBLE: [string, string][] = [
  ['a zero-width space', '\u{200b}'],
  ['a zero-width joiner', '\u{200d}'],
  ['a word joiner', '\u{2060}'],
  ['a soft hyphen', '\u{ad}'],
  ['a right-to-left override', '\u{202e}'],
  ['a byte order mark', '\u{feff}'],
  ['a colour code', '\u{1b}[1;32m'],
  ['the end of colours', '\u{1b}[0m'],
];

describe('invisible characters', () => {
  it.each(INVISIBLE)('%s inside a value does not hide it', (_, mark) => {
    const hidden = `${SECRET.slice(0, 20)}${mark}${SECRET.slice(20)}`;
    const text = `BINANCE_API_SECRET=${hidden}\n`;
    const found = scan(text, '.env');
    expect(seen(found)).toEqual([{ issuer: 'binance', values: { secret: SECRET } }]);
    expect(bytesAt(Buffer.from(text), found[0]!.parts[0]!)).toBe(hidden);
    expect(textAt(text, found[0]!.parts[0]!)).toBe(hidden);
  });

  it.each(INVISIBLE)('%s around a value is no part of it', (_, mark) => {
    const text = `BINANCE_API_SECRET=${mark}${SECRET}${mark}\n`;
    const found = scan(text, '.env');
    expect(seen(found)).toEqual([{ issuer: 'binance', values: { secret: SECRET } }]);
    expect(bytesAt(Buffer.from(text), found[0]!.parts[0]!).replaceAll(mark, '')).toBe(SECRET);
  });

  it('are found in a log with colours, many lines down', () => {
    const line = '\u{1b}[2m12:00:00\u{1b}[0m \u{1b}[32mINFO\u{1b}[0m started\r\n';
    const text = `${line.repeat(50)}\u{1b}[31mbinance apiSecret=\u{1b}[0m${SECRET}\u{1b}[0m\r\n`;
    const found = scan(text, 'bot.log');
    expect(seen(found)).toEqual([{ issuer: 'binance', values: { secret: SECRET } }]);
    expect(found[0]!.parts[0]!.region.startLine).toBe(51);
    expect(bytesAt(Buffer.from(text), found[0]!.parts[0]!)).toContain(SECRET);
  });
});

/** The first of many made-up values that has signs which the wrappings below replace, and ends with none. */
function withSigns(kind: string, pattern: RegExp): string {
  return Array.from({ length: 200 }, (_, seed) => madeValue('kraken', kind, seed)).find((value) =>
    pattern.test(value),
  )!;
}

const KRAKEN_KEY = withSigns('api-key', /\/.*\+.*\w$/);
const KRAKEN_SECRET = withSigns('private-key', /\/.*\+/);
const JSON_TEXT = JSON.stringify({ exchange: 'kraken', apiKey: KRAKEN_KEY, privateKey: KRAKEN_SECRET });
const ENTITIES = JSON_TEXT.replaceAll('"', '&quot;');

describe('wrapped text', () => {
  it.each([
    ['entities by name', `<div data-config="${ENTITIES}"></div>`, KRAKEN_KEY],
    [
      'entities by number',
      `<div data-config="${ENTITIES.replaceAll('&quot;', '&#34;').replaceAll('/', '&#47;')}"></div>`,
      KRAKEN_KEY.replaceAll('/', '&#47;'),
    ],
    [
      'entities by hex number',
      `<div data-config="${ENTITIES.replaceAll('&quot;', '&#x22;').replaceAll('/', '&#x2f;')}"></div>`,
      KRAKEN_KEY.replaceAll('/', '&#x2f;'),
    ],
    [
      'percent signs',
      `https://bot.invalid/import?config=${encodeURIComponent(JSON_TEXT)}`,
      encodeURIComponent(KRAKEN_KEY),
    ],
  ])('%s: the same credential, at the bytes as they were read', (_, text, written) => {
    const found = scan(text, 'page.html');
    expect(seen(found)).toEqual([
      { issuer: 'kraken', values: { secret: KRAKEN_SECRET, apiKey: KRAKEN_KEY } },
    ]);
    const key = found[0]!.parts.find(({ role }) => role === 'apiKey')!;
    expect(bytesAt(Buffer.from(text), key)).toBe(written);
    expect(textAt(text, key)).toBe(written);
  });
});

describe('letters that look like Latin ones', () => {
  it.each([
    ['Cyrillic capitals', '\u0412INANCE_\u0410\u0420I_S\u0415CR\u0415T'],
    ['small Cyrillic letters', 'bin\u0430nce_s\u0435cret'],
    ['a word of them alone between underscores', 'BINANCE_\u0410\u0420\u0406_SECRET'],
    ['Greek capitals', 'BI\u039dANCE_\u0391PI_SECR\u0395\u03a4'],
  ])('do not hide a name: %s', (_, name) => {
    const text = `\u041a\u043b\u044e\u0447\u0438: \u043e\u0447\u0435\u043d\u044c\n${name}=${SECRET}\n`;
    const found = scan(text, '.env');
    expect(seen(found)).toEqual([{ issuer: 'binance', values: { secret: SECRET } }]);
    expect(textAt(text, found[0]!.parts[0]!)).toBe(SECRET);
  });

  it('are left alone in words of their own language', () => {
    const words =
      '\u0441\u043e\u0440 \u0442\u043e\u043a\u0435\u043d \u0410\u0420\u0418-key \u043e\u0441\u0430';
    expect(viewOf(Buffer.from(words)).bytes).toEqual(Buffer.from(words));
  });
});

describe('a value far behind its name', () => {
  const blanks = { spaces: ' ', lines: '\r\n', odd: '\u{a0} \u{200b}\u{3000}' };
  const encodings: [string, (text: string) => Buffer][] = [
    ['UTF-8', (text) => Buffer.from(text)],
    ['UTF-16', (text) => Buffer.from(`\u{feff}${text}`, 'utf16le')],
  ];
  const cases = Object.entries(blanks).flatMap(([name, blank]) =>
    encodings.map(([encoding, encode]) => ({ name, blank, encoding, encode })),
  );
  it.each(cases)('is found where it stands: $name, $encoding', ({ blank, encode }) => {
    const text = `BINANCE_API_SECRET = (${blank.repeat(5000)}"${SECRET}")\nlast\n`;
    const bytes = encode(text);
    const [part] = scan(bytes, 'bot.py').flatMap(({ parts }) => parts);
    expect(textAt(text, part!)).toBe(SECRET);
    expect(bytesAt(bytes, part!, bytes[0] === 0xff ? 'utf16le' : 'utf8')).toBe(SECRET);
  });

  it('is looked for in linear time', () => {
    const rows = [' '.repeat(999), '\u{3000} '.repeat(400), ' '.repeat(2000)].join('x');
    expect(growth((scale) => scan(rows.repeat(300 * scale), 'bot.py'))).toBeLessThan(3);
  });
});

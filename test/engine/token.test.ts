import { Buffer } from 'node:buffer';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeEscapes } from '../../src/engine/decode.ts';
import { bytesAt, LETTERS_AND_DIGITS, madeValue, randomText, scan, seen } from './made.ts';

const KEY = madeValue('binance', 'api-key');
const SECRET = madeValue('binance', 'hmac-secret');
const HEAD = SECRET.slice(0, 24);
const MIDDLE = SECRET.slice(24, 44);
const TAIL = SECRET.slice(44);
const ONLY_SECRET = [{ issuer: 'binance', values: { secret: SECRET } }];

describe('decodeEscapes', () => {
  it('reads back what JSON, JavaScript, percent signs and cautious quoting write', () => {
    const hex = (code: number, width: number) => code.toString(16).padStart(width, '0');
    const ways: ((character: string) => string)[] = [
      (character) => character,
      (character) => `\\u${hex(character.charCodeAt(0), 4)}`,
      (character) => `\\u{${hex(character.charCodeAt(0), 4)}}`,
      (character) => `\\x${hex(character.charCodeAt(0), 2)}`,
      (character) => `%${hex(character.charCodeAt(0), 2).toUpperCase()}`,
      (character) => (/[/=+\-_.:]/.test(character) ? `\\${character}` : character),
    ];
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.constantFrom(...`${LETTERS_AND_DIGITS}+/=_-.:`), fc.nat(ways.length - 1))),
        (characters) => {
          const written = characters.map(([character, way]) => ways[way]!(character)).join('');
          expect(decodeEscapes(written)).toBe(characters.map(([character]) => character).join(''));
        },
      ),
    );
  });

  it.each(['\\u0000', '\\u0441', '%00', '%0A', '%20', '\\x07'])('leaves %s, which no value holds', (text) => {
    expect(decodeEscapes(text)).toBe(text);
  });
});

/** One string in pieces, as each language writes it. */
const PIECES: [string, string, string][] = [
  ['JavaScript, one line', 'a.js', `const binanceSecret = '${HEAD}' + '${MIDDLE}' + '${TAIL}';`],
  [
    'JavaScript, operator at the end',
    'a.js',
    `const binanceSecret =\n  "${HEAD}" +\n  "${MIDDLE}" +\n  "${TAIL}";`,
  ],
  [
    'Java, operator at the beginning',
    'A.java',
    `String binanceSecret = "${HEAD}"\n    + "${MIDDLE}"\n    + "${TAIL}";`,
  ],
  [
    'Python, beside each other',
    'a.py',
    `BINANCE_SECRET = ("${HEAD}"\n                  "${MIDDLE}"\n                  "${TAIL}")`,
  ],
  ['Python, backslash', 'a.py', `BINANCE_SECRET = '${HEAD}' \\\n    '${MIDDLE}' \\\n    '${TAIL}'`],
  ['C', 'a.c', `static const char *binance_secret = "${HEAD}"\n    "${MIDDLE}"\n    "${TAIL}";`],
  ['Go', 'a.go', `var binanceSecret = "${HEAD}" +\n\t"${MIDDLE}" +\n\t"${TAIL}"`],
  ['PHP', 'a.php', `$binanceSecret = '${HEAD}' . '${MIDDLE}'\n    . '${TAIL}';`],
  ['Lua', 'a.lua', `local binance_secret = "${HEAD}" .. "${MIDDLE}" .. "${TAIL}"`],
  ['Visual Basic', 'a.vb', `binanceSecret = "${HEAD}" & "${MIDDLE}" & "${TAIL}"`],
  ['Windows line ends', 'a.js', `const binanceSecret =\r\n  "${HEAD}" +\r\n  "${MIDDLE}" +\r\n  "${TAIL}";`],
];

describe('a value in pieces', () => {
  it.each(PIECES)('%s', (_, path, text) => {
    const found = scan(text, path);
    expect(seen(found)).toEqual(ONLY_SECRET);
    const own = bytesAt(Buffer.from(text), found[0]!.parts[0]!);
    expect(own.startsWith(HEAD)).toBe(true);
    expect(own.endsWith(TAIL)).toBe(true);
  });

  it('is not joined with the next argument or element', () => {
    const other = madeValue('binance', 'api-key', 2);
    const text = `binance = Client("${other}", "${SECRET}")`;
    expect(seen(scan(text, 'a.py'))).toEqual([
      { issuer: 'binance', values: { secret: SECRET, apiKey: other } },
    ]);
  });
});

/** The escape of every character of a text. */
function escaped(text: string): string {
  return [...text].map((character) => `\\u00${character.charCodeAt(0).toString(16)}`).join('');
}

describe('escapes', () => {
  const secret = Array.from({ length: 50 }, (_, seed) => madeValue('kraken', 'private-key', seed)).find(
    (value) => value.includes('/') && value.includes('+'),
  )!;
  const expected = [{ issuer: 'kraken', values: { secret } }];

  it.each([
    ['slashes, as PHP writes JSON', JSON.stringify({ krakenSecret: secret }).replaceAll('/', '\\/')],
    [
      'some characters in unicode',
      `{"krakenSecret": "${secret.replaceAll('+', '\\u002b').replaceAll('=', '\\u003d')}"}`,
    ],
    ['every character in unicode', `{"krakenSecret": "${escaped(secret)}"}`],
    ['hex', `kraken_secret = "${secret.replaceAll('/', '\\x2f').replaceAll('=', '\\x3d')}"`],
    ['JSON in JSON', JSON.stringify(JSON.stringify({ krakenSecret: secret }))],
    ['JSON in JSON in JSON', JSON.stringify(JSON.stringify(JSON.stringify({ krakenSecret: secret })))],
    ['a query string', `https://bot.invalid/?krakenSecret=${encodeURIComponent(secret)}`],
    ['escaped line breaks around it', `"log": "kraken\\nkraken secret: ${secret}\\nbye"`],
  ])('%s', (_, text) => {
    expect(seen(scan(text, 'a.json'))).toEqual(expected);
  });
});

describe('base64', () => {
  const encode = (text: string) => Buffer.from(text).toString('base64');

  it('of a word is the word', () => {
    const text = `apiVersion: v1\nkind: Secret\ndata:\n  BINANCE_API_KEY: ${encode(KEY)}\n  BINANCE_API_SECRET: ${encode(SECRET)}\n`;
    expect(seen(scan(text, 'secret.yaml'))).toEqual([
      { issuer: 'binance', values: { secret: SECRET, apiKey: KEY } },
    ]);
  });

  it('of a word with a line feed is the word', () => {
    const text = `kind: Secret\ndata:\n  BINANCE_API_SECRET: ${encode(`${SECRET}\n`)}\n`;
    expect(seen(scan(text, 'secret.yaml'))).toEqual(ONLY_SECRET);
  });

  const config = `[binance]\napiKey = ${KEY}\nsecret = ${SECRET}\n`;

  it.each([
    ['once', encode(config)],
    ['twice', encode(`CONFIG=${encode(config)}\nMODE=live\n`)],
  ])('of a configuration is scanned as a text of its own: %s', (_, wrapped) => {
    const text = `CONFIG_B64=${wrapped}\n`;
    const found = scan(text, '.env');
    expect(seen(found)).toEqual([{ issuer: 'binance', values: { secret: SECRET, apiKey: KEY } }]);
    for (const part of found[0]!.parts) {
      expect(part.region.startLine).toBe(1);
      expect(text.slice(part.span.start, part.span.end)).toBe(wrapped);
    }
  });

  it('of random bytes stays as it is', () => {
    fc.assert(
      fc.property(fc.nat(), (seed) => {
        const secret = madeValue('kraken', 'private-key', seed);
        expect(seen(scan(`KRAKEN_API_SECRET=${secret}\n`, '.env'))).toEqual([
          { issuer: 'kraken', values: { secret } },
        ]);
      }),
      { numRuns: 60 },
    );
  });

  it('is followed to a bounded depth', () => {
    let wrapped = config;
    for (let depth = 0; depth < 12; depth++) wrapped = `A=1\nCONFIG=${encode(wrapped)}\n`;
    expect(scan(wrapped, '.env')).toEqual([]);
  });
});

it('takes one value out of a longer word', () => {
  const token = madeValue('telegram', 'bot-token');
  const rest = randomText(LETTERS_AND_DIGITS, 12, 'rest');
  for (const text of [
    `https://api.telegram.org/bot${token}/getMe`,
    `curl -s https://api.telegram.org/bot${token}/sendMessage?text=${rest}`,
  ])
    expect(seen(scan(text, 'run.sh'))).toEqual([{ issuer: 'telegram', values: { token } }]);
});

import { Buffer } from 'node:buffer';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Credential } from '../../src/findings/model.ts';
import { bytesAt, engine, madeValue, RULES, scan, seen, textAt } from './made.ts';

/** What leaks are made of, and what surrounds them. */
const VALUES = RULES.slice(0, 60).flatMap((rule) =>
  rule.credentials
    .slice(0, 2)
    .map(({ id }) => ({ issuer: rule.id, value: madeValue(rule.id, id, 'property') })),
);
const NAMES = ['apiKey', 'API_SECRET', 'secret', 'private_key', 'passphrase', 'token', 'x', 'sha256'];
const PATHS = [
  '.env',
  'a.py',
  'src/a.ts',
  'config.json',
  'a.yaml',
  'notes.md',
  'a.csv',
  'id_key',
  'a/b/c.unknown',
  '',
];

const piece = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 20 }),
  fc.constantFrom(...VALUES.map(({ value }) => value)),
  fc.constantFrom(...VALUES.map(({ issuer }) => issuer)),
  fc.constantFrom(...NAMES),
  fc.constantFrom(
    '=',
    ': ',
    ' = "',
    '"',
    "'",
    '\n',
    '\r\n',
    '{',
    '}',
    '[',
    ']',
    '(',
    ')',
    ',',
    '\\',
    '\\u0041',
    '%22',
    '&quot;',
  ),
  fc.constantFrom(
    '\u{feff}',
    '\u{200b}',
    '\u{1b}[31m',
    '-----BEGIN PRIVATE KEY-----',
    '$ANSIBLE_VAULT',
    ';base64,',
    '🔑',
  ),
);

/** Texts in which half a format meets another: everything a scanner may stumble over. */
const wild = fc.array(piece, { maxLength: 40 }).map((pieces) => pieces.join(''));

function expectSound(bytes: Uint8Array, credentials: readonly Credential[]): void {
  for (const { parts, evidence, issuer } of credentials) {
    expect(parts.length).toBeGreaterThan(0);
    expect(RULES.some(({ id }) => id === issuer)).toBe(true);
    for (const { span, region, value } of parts) {
      expect(span.start).toBeGreaterThanOrEqual(0);
      expect(span.end).toBeGreaterThan(span.start);
      expect(span.end).toBeLessThanOrEqual(bytes.length);
      expect(region.startLine).toBeGreaterThan(0);
      expect(region.startColumn).toBeGreaterThan(0);
      const lines = region.endLine - region.startLine;
      expect(lines > 0 || (lines === 0 && region.endColumn > region.startColumn)).toBe(true);
      for (const { kind, text } of evidence)
        expect(sharesFive(value.expose(), `${kind} ${text}`)).toBe(false);
    }
  }
}

/** Whether five characters of the value in a row stand in the text; phrases are words of the language anyway. */
function sharesFive(value: string, text: string): boolean {
  if (/[\s"]/.test(value)) return false;
  for (let at = 0; at + 5 <= value.length; at++) if (text.includes(value.slice(at, at + 5))) return true;
  return false;
}

describe('any bytes', () => {
  it('are scanned without an error, and what is found lies in them', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 2000 }), fc.constantFrom(...PATHS), (bytes, path) => {
        expectSound(bytes, engine.scan({ bytes, path }).credentials);
      }),
      { numRuns: 300 },
    );
  });

  it('the same in broken formats', () => {
    fc.assert(
      fc.property(
        wild,
        fc.constantFrom(...PATHS),
        fc.constantFrom<BufferEncoding>('utf8', 'utf16le', 'latin1'),
        (text, path, encoding) => {
          const bytes = Buffer.from(text, encoding);
          expectSound(bytes, engine.scan({ bytes, path }).credentials);
        },
      ),
      { numRuns: 1200 },
    );
  });

  it('give the same answer every time', () => {
    fc.assert(
      fc.property(wild, fc.constantFrom(...PATHS), (text, path) => {
        const once = scan(text, path);
        scan(`binance_secret = "${VALUES[0]!.value}"`, 'other.py');
        const again = scan(text, path);
        expect(seen(again)).toEqual(seen(once));
        expect(JSON.stringify(again)).toBe(JSON.stringify(once));
      }),
      { numRuns: 200 },
    );
  });
});

/** Credentials that need nothing around them. */
const WHOLE: [string, string, (eol: string) => string][] = [
  [
    'variables',
    '.env',
    (eol) =>
      `BINANCE_API_KEY=${madeValue('binance', 'api-key')}${eol}BINANCE_API_SECRET=${madeValue('binance', 'hmac-secret')}${eol}`,
  ],
  [
    'a call',
    'a.py',
    () =>
      `x = ccxt.kraken({'apiKey': '${madeValue('kraken', 'api-key')}', 'secret': '${madeValue('kraken', 'private-key')}'})`,
  ],
  [
    'an object',
    'a.json',
    (eol) =>
      `{${eol}  "kucoin": {${eol}    "apiKey": "${madeValue('kucoin', 'api-key')}",${eol}    "secret": "${madeValue('kucoin', 'api-secret')}",${eol}    "passphrase": "${madeValue('kucoin', 'passphrase')}"${eol}  }${eol}}`,
  ],
  [
    'a block',
    'a.yaml',
    (eol) =>
      `bybit:${eol}  api_key: ${madeValue('bybit', 'api-key')}${eol}  api_secret: ${madeValue('bybit', 'hmac-secret')}${eol}`,
  ],
  ['a token', 'a.sh', () => `curl https://api.telegram.org/bot${madeValue('telegram', 'bot-token')}/getMe`],
  [
    'a mnemonic',
    'a.txt',
    () =>
      `mnemonic: ${Array.from({ length: 30 }, (_, seed) => madeValue('bip39-mnemonic', 'mnemonic', seed)).find((value) => value.split(' ').length === 24)}`,
  ],
  ['a PEM key', 'a.txt', (eol) => madeValue('pem-private-key', 'rsa-pem').replaceAll('\n', eol)],
];

/** Lines that say nothing about anybody's credentials. */
const line = fc.constantFrom(
  '',
  '  ',
  '# comment',
  '// ünïcödé 🚀',
  'const total = price * amount;',
  'def run(self):',
  '    return None',
  'hello world',
  '<p>text</p>',
  'a, b, c',
  '1234567890',
  'The quick brown fox jumps over the lazy dog.',
  '\t\t}',
  '];',
  ');',
);
const lines = fc.array(line, { maxLength: 30 }).map((list) => list.map((text) => `${text}\n`).join(''));

describe('a credential that needs nothing around it', () => {
  it.each(WHOLE)('is the same whatever ends the lines: %s', (_, path, write) => {
    const expected = seen(scan(write('\n'), path));
    expect(expected).toHaveLength(1);
    const windows = seen(scan(write('\r\n'), path));
    const plain = (list: typeof expected) => JSON.parse(JSON.stringify(list).replaceAll('\\r\\n', '\\n'));
    expect(plain(windows)).toEqual(plain(expected));
  });

  it.each(WHOLE)('is the same whatever stands before and after it: %s', (_, path, write) => {
    const text = write('\n');
    const alone = scan(text, path);
    fc.assert(
      fc.property(lines, lines, (before, after) => {
        const whole = `${before}${text}\n${after}`;
        const found = scan(whole, path);
        expect(seen(found)).toEqual(seen(alone));
        const bytes = Buffer.from(whole);
        const shift = Buffer.byteLength(before);
        found[0]!.parts.forEach((part, index) => {
          const own = alone[0]!.parts[index]!;
          expect(part.span).toEqual({ start: own.span.start + shift, end: own.span.end + shift });
          expect(textAt(whole, part)).toBe(bytesAt(bytes, part));
        });
      }),
      { numRuns: 40 },
    );
  });
});

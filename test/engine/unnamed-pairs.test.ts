import { Buffer } from 'node:buffer';
import { describe, expect, it } from 'vitest';
import { createSieve } from '../../src/engine/sieve.ts';
import { engine, madeValue, RULES, randomText, scan, seen } from './made.ts';

const HEX = '0123456789abcdef';
const KEY = madeValue('kraken', 'api-key', 'unnamed');
const SECRET = madeValue('kraken', 'private-key', 'unnamed');
const OTHER_KEY = madeValue('kraken', 'api-key', 'other');
const OTHER_SECRET = madeValue('kraken', 'private-key', 'other');
const HOST = 'https://api.kraken.com';

describe('key and secret that no name tells', () => {
  it.each([
    ['fields of a tuple', 'venues.py', `KRK = Venue("${HOST}", "${KEY}",\n            "${SECRET}", 0.0016)`],
    [
      'a pair in a map',
      'book.ts',
      `const url = '${HOST}';\nconst book = new Map([['main', ['${KEY}', '${SECRET}']]]);`,
    ],
    [
      'names that say nothing',
      'a.fsx',
      `let site = Uri "${HOST}"\nlet who = { Rang = "${KEY}"; Sceau = "${SECRET}" }`,
    ],
    ['constants of a program', 'kraken.c', `#define KRK_A "${KEY}"\n#define KRK_B "${SECRET}"`],
    [
      'options of a command line',
      'bot.py',
      `ap.add_argument("--one", default="${KEY}")\nap.add_argument("--shh", default="${SECRET}")\nurl = "${HOST}"`,
    ],
    [
      'settings of a server',
      'kraken.conf',
      `SetEnv KRK_URL ${HOST}\nSetEnv KRK_A ${KEY}\nSetEnv KRK_B ${SECRET}`,
    ],
    [
      'parts of one string',
      'users.js',
      `// ${HOST}\nconst all = { 1: { nick: 'papa', kraken: '${KEY}|${SECRET}' } };`,
    ],
    [
      'fallbacks',
      'lib.rs',
      `const URL: &str = "${HOST}";\nlet a = var("KR_A").unwrap_or_else(|_| "${KEY}".into());\nlet b = var("KR_B").unwrap_or_else(|_| "${SECRET}".into());`,
    ],
  ])('%s', (_, path, text) => {
    expect(seen(scan(`${text}\n`, path))).toEqual([
      { issuer: 'kraken', values: { apiKey: KEY, secret: SECRET } },
    ]);
  });

  it('of two accounts stay with each other', () => {
    const text = `// ${HOST}\nvar pool = new[] {\n  ("main", "${KEY}", "${SECRET}"),\n  ("hedge", "${OTHER_KEY}", "${OTHER_SECRET}"),\n};\n`;
    expect(seen(scan(text, 'Pool.cs'))).toEqual([
      { issuer: 'kraken', values: { apiKey: KEY, secret: SECRET } },
      { issuer: 'kraken', values: { apiKey: OTHER_KEY, secret: OTHER_SECRET } },
    ]);
  });

  it('are suspects where only a part of a history is seen', () => {
    const bytes = Buffer.from(`KRK = Venue("api", "${KEY}", "${SECRET}", 0.0016)\n`);
    const sieve = createSieve(RULES);
    const look = sieve.look(bytes);
    const places: string[] = [];
    sieve.find(bytes, (start, end, kind) => {
      if (look.mayMatter({ start, end, kind })) places.push(bytes.subarray(start, end).toString());
    });
    expect(places.join(' ')).toContain(KEY);
    expect(places.join(' ')).toContain(SECRET);
  });
});

describe('the same where only suspects of a history are looked at', () => {
  const pair = `KRK = Venue("${HOST}", "${KEY}", "${SECRET}", 0.0016)\n`;
  const ids = (count: number) =>
    Array.from(
      { length: count },
      (_, at) => `order_id = "${randomText(HEX, 32, at)}"\n${'x = 1\n'.repeat(60)}`,
    );

  it.each([
    ['with nothing else', pair],
    ['among some ids', [...ids(30), pair, ...ids(30)].join('')],
    ['among many ids', [...ids(60), pair, ...ids(60)].join('')],
    [
      'with an id between',
      `K = ["${KEY}", "id": "${randomText(HEX, 32, 'id')}", "${SECRET}"]\nurl = "${HOST}"\n`,
    ],
  ])('%s', (_, text) => {
    const bytes = Buffer.from(text);
    const sieve = createSieve(RULES);
    const look = sieve.look(bytes);
    const suspects: { start: number; end: number }[] = [];
    sieve.find(bytes, (start, end, kind) => {
      if (look.mayMatter({ start, end, kind })) suspects.push({ start, end });
    });
    const input = { bytes, path: 'venues.py' };
    const whole = engine.scan(input).credentials;
    expect(seen(engine.scan({ ...input, suspects }).credentials)).toEqual(seen(whole));
  });
});

describe('a secret without a name beside a key with one', () => {
  it.each([
    ['bot.pl', `my %acc = (\n  key  => q{${KEY}},\n  himt => q{${SECRET}},\n  url => '${HOST}',\n);`],
    [
      'bot.js',
      `const url = '${HOST}';
const acct = { key: '${KEY}', hush: '${SECRET}' };`,
    ],
  ])('in %s', (path, text) => {
    expect(seen(scan(`${text}\n`, path))).toEqual([
      { issuer: 'kraken', values: { apiKey: KEY, secret: SECRET } },
    ]);
  });
});

describe('values of those shapes', () => {
  const [one, two] = [randomText(HEX, 32, 'one'), randomText(HEX, 64, 'two')];

  it.each([
    ['that nothing gives an issuer', 'venues.py', `A = Venue("${KEY}", "${SECRET}")`],
    [
      'that stand in unlike lines',
      'sw.js',
      `// ${HOST}\nself.__REV__ = '${KEY}';\nself.addEventListener('push', (e) => show('x', { tag: '${SECRET}' }));`,
    ],
    [
      'that are called something else',
      'files.py',
      `# ${HOST}\nFILES = {"md5": "${KEY}", "sha512": "${SECRET}"}`,
    ],
    [
      'that are far from each other',
      'a.py',
      `# ${HOST}\nA = "${KEY}"\n${'x = 1\n'.repeat(20)}B = "${SECRET}"`,
    ],
    [
      'that stand among many others',
      'answers.js',
      `// ${HOST}\n${Array.from({ length: 45 }, (_, at) => `// ${randomText('ghijkl', 5 + (at % 7), at)}: ['${madeValue('kraken', 'api-key', at)}', '${madeValue('kraken', 'private-key', at)}']`).join('\n')}`,
    ],
    [
      'that all ids have, with names of ids',
      'a.php',
      `// gate.io hmac\n$a = ['mongo_id' => '${one}', 'tenant_ref' => '${two}'];`,
    ],
    [
      'that all digests have, where nothing is signed',
      'gate.yml',
      `gate:\n  image: "${one}"\n  layer: "${two}"`,
    ],
  ])('%s are none', (_, path, text) => {
    expect(scan(`${text}\n`, path)).toEqual([]);
  });
});

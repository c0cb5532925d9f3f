import { describe, expect, it } from 'vitest';
import { madeValue, randomText, scan, seen } from './made.ts';

const KEY = madeValue('binance', 'api-key');
const SECRET = madeValue('binance', 'hmac-secret');
const PASSPHRASE = `Harbor${randomText('0123456789', 4, 'list')}Lantern`;
const BOTH = [{ issuer: 'binance', values: { apiKey: KEY, secret: SECRET } }];

describe('key and secret without names', () => {
  it.each([
    [
      'under a line with the name of the exchange',
      'notes.txt',
      `Binance (main):\n${KEY}\n${SECRET}\n\nbuy milk\n`,
    ],
    [
      'in a paragraph that begins with it',
      'todo.md',
      `- call Bob\n\nbinance keys\n\`${KEY}\`\n\`${SECRET}\`\n`,
    ],
    ['numbered', 'notes.txt', `binance\n1) ${KEY}\n2) ${SECRET}\n`],
    ['as items of a list', 'bot.yml', `binance:\n  - ${KEY}\n  - ${SECRET}\nother:\n  - a\n`],
    ['as a tuple', 'bot.py', `BINANCE = "${KEY}", "${SECRET}"\n`],
    ['on one line, with a stroke between', 'notes.txt', `binance api: ${KEY} / ${SECRET}\n`],
  ])('are found %s', (_, path, text) => {
    expect(seen(scan(text, path))).toEqual(BOTH);
  });

  it.each([
    ['a line that names no exchange', `Checksums:\n${KEY}\n${SECRET}\n`],
    [
      'a sentence that does',
      `We moved the order book code out of the old Binance adapter:\n${KEY}\n${SECRET}\n`,
    ],
  ])('are none under %s', (_, text) => {
    expect(seen(scan(text, 'notes.txt'))).toEqual([]);
  });

  it('are none as items of a longer list', () => {
    const items = Array.from({ length: 6 }, (_, at) => `  - ${madeValue('binance', 'api-key', at)}\n`);
    expect(seen(scan(`binance:\n${items.join('')}`, 'bot.yml'))).toEqual([]);
  });
});

describe('rows of name, key and secret', () => {
  const groups = (alphabet: string, seed: string) =>
    Array.from({ length: 7 }, (_, at) => randomText(alphabet, 5, `${seed} ${at}`)).join('-');
  const key = (row: number) => groups('abcdefghijklmnopqrstuvwxyz0123456789', `key ${row}`);
  const rowsOf = (secrets: readonly string[]) =>
    secrets.map((secret, row) => `    ('sub${row}', '${key(row)}', '${secret}'),\n`).join('');

  it('are read where a secret holds a comma or a bracket', () => {
    const secrets = [',', ')'].map((mark, row) =>
      `${groups('ABCDEFabcdef0123456789!#', `secret ${row}`)}`.replace(/(?<=^.{12})../, mark.padEnd(2, 'x')),
    );
    expect(seen(scan(`import btcbox\n\nACCOUNTS = [\n${rowsOf(secrets)}]\n`, 'bot.py'))).toEqual(
      secrets.map((secret, row) => ({ issuer: 'btcbox', values: { apiKey: key(row), secret } })),
    );
  });

  it('do not unite two keys between which a secret stands that is none of a known form', () => {
    const secrets = [0, 1, 2, 3].map(
      (row) => `}${randomText('abcdefABCDEF0123456789-}', 34, `odd ${row}`)})`,
    );
    const text = `import btcbox\n\nACCOUNTS = [\n${rowsOf(secrets)}]\n`;
    for (const { values } of seen(scan(text, 'bot.py'))) expect(Object.keys(values)).toHaveLength(1);
  });
});

describe('a list that is longer than names are read', () => {
  const made = (kind: string, count: number) =>
    Array.from({ length: count }, (_, at) => madeValue('binance', kind, `long ${at}`));
  const [keys, secrets] = [made('api-key', 120), made('hmac-secret', 120)] as const;
  const pairs = keys.map((apiKey, at) => ({
    issuer: 'binance',
    values: { apiKey, secret: secrets[at]! },
  }));
  const lines = (values: readonly string[]) => values.map((value) => `    "${value}",\n`).join('');
  const rows = keys.map((key, at) => [`acc${at}`, key, secrets[at]!]);

  it.each([
    [
      'two lists',
      'lists.py',
      `import binance\nAPI_KEYS = [\n${lines(keys)}]\nAPI_SECRETS = [\n${lines(secrets)}]\n`,
    ],
    [
      'tuples',
      'tuples.py',
      `import binance\nACCOUNTS = [\n${rows.map((row) => `    ("${row.join('", "')}"),\n`).join('')}]\n`,
    ],
    [
      'rows of a database',
      'dump.sql',
      `-- binance\nINSERT INTO accounts (name, api_key, api_secret) VALUES\n${rows.map((row) => `('${row.join("','")}')`).join(',\n')};\n`,
    ],
    ['lists in a list', 'rows.json', JSON.stringify({ exchange: 'binance', accounts: rows }, null, 1)],
  ])('is found whole: %s', (_, path, text) => {
    expect(seen(scan(text, path))).toEqual(pairs);
  });

  it('is found whole: keys of wallets', () => {
    const own = Array.from(
      { length: 150 },
      (_, at) => `0x${madeValue('evm-private-key', 'private-key', `long ${at}`).slice(-64)}`,
    );
    const found = seen(scan(`export const PRIVATE_KEYS: string[] = [\n${lines(own)}];\n`, 'keys.ts'));
    expect(found.map(({ values }) => values.privateKey)).toEqual(own);
  });

  it('mixes nothing where secrets are missing', () => {
    const text = `import binance\nAPI_KEYS = [\n${lines(keys)}]\nAPI_SECRETS = [\n${lines(secrets.slice(5))}]\n`;
    for (const { values } of seen(scan(text, 'lists.py'))) expect(Object.keys(values)).toHaveLength(1);
  });

  it('is no list where only every other value is like the one before', () => {
    const half = (at: number) => randomText('0123456789abcdef', 32, `half ${at}`);
    const text = [0, 2, 4, 6]
      .map((at) => `${at === 0 ? 'privateKey' : `address${at}`} = join('${half(at)}', '${half(at + 1)}')\n`)
      .join('');
    expect(seen(scan(text, 'vectors.ts')).length).toBeLessThanOrEqual(2);
  });

  it('ends with the row: what stands behind it is no part of it', () => {
    const hashes = Array.from({ length: 12 }, (_, at) => randomText('0123456789abcdef', 64, `hash ${at}`));
    const text = `import binance\nAPI_SECRETS = [\n${lines(secrets)}]\nBLOCKS = [\n${lines(hashes)}]\n`;
    expect(seen(scan(text, 'lists.py'))).toHaveLength(secrets.length);
  });
});

describe('a row that begins with a key whose form is known', () => {
  const row = ['api-key', 'api-secret'].map((kind) => madeValue('bitget', kind));

  it('is one credential, whatever the row is called', () => {
    const text = `const cred = ['${row[0]}', '${row[1]}', '${PASSPHRASE}'];\n`;
    expect(seen(scan(text, 'bot.js'))).toEqual([
      { issuer: 'bitget', values: { apiKey: row[0], secret: row[1], passphrase: PASSPHRASE } },
    ]);
  });
});

it('a secret is what a signature is made with on the command line', () => {
  const text = `curl -H "X-MBX-APIKEY: ${KEY}" "$url&signature=$(echo -n "$q" | openssl dgst -sha256 -hmac "${SECRET}")"\n`;
  expect(seen(scan(text, 'order.sh'))).toEqual(BOTH);
});

it('a function that only keeps a value does not name it', () => {
  const text = `const binanceApi = ref('${KEY}')\nconst binanceSecret = ref('${SECRET}')\n`;
  expect(seen(scan(text, 'Settings.vue'))).toEqual(BOTH);
});

describe('short names', () => {
  it.each([
    ['sec', 'bot.toml', `[binance]\napi = "${KEY}"\nsec = "${SECRET}"\n`],
    [
      'public and private',
      'bot.yml',
      `exchange: binance\ncredentials:\n  public: ${KEY}\n  private: ${SECRET}\n`,
    ],
  ])('%s say which part a value is', (_, path, text) => {
    expect(seen(scan(text, path))).toEqual(BOTH);
  });

  it.each([
    ['a document', 'seed.js', `db.accounts.insertOne({ ex: "binance", k: "${KEY}", s: "${SECRET}" })\n`],
    ['a class', 'keys.dart', `class Binance {\n  final k = '${KEY}';\n  final s = '${SECRET}';\n}\n`],
    ['numbered ones', 'bot.py', `import binance\nk1 = '${KEY}'\ns1 = '${SECRET}'\n`],
  ])('of one letter say it in pairs, in %s', (_, path, text) => {
    expect(seen(scan(text, path))).toEqual(BOTH);
  });

  it('of one letter say nothing alone', () => {
    expect(seen(scan(`import binance\ns = '${SECRET}'\n`, 'bot.py'))).toEqual([]);
  });

  it('id says it beside a secret', () => {
    const [id, secret] = ['api-key', 'api-secret'].map((kind) => madeValue('bitmex', kind));
    expect(seen(scan(`BITMEX_ID = "${id}"\nBITMEX_SECRET = "${secret}"\n`, 'bot.py'))).toEqual([
      { issuer: 'bitmex', values: { apiKey: id, secret } },
    ]);
  });
});

it('a passphrase ends where its word ends', () => {
  const values = { apiKey: madeValue('okx', 'api-key'), secret: madeValue('okx', 'api-secret') };
  const passphrase = `${PASSPHRASE}!?`;
  const text = `docker run -e OKX_PASSPHRASE=${passphrase} -e OKX_API_KEY=${values.apiKey} -e OKX_SECRET_KEY=${values.secret} bot\n`;
  expect(seen(scan(text, 'run.sh'))).toEqual([{ issuer: 'okx', values: { ...values, passphrase } }]);
});

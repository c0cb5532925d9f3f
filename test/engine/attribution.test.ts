import { describe, expect, it } from 'vitest';
import { madeValue, owners, scan } from './made.ts';

/** Values that several issuers might have issued: 64 hex digits. */
const HEX = ['one', 'two'].map((seed) => madeValue('gate', 'api-secret', seed));
const [FIRST, SECOND] = HEX as [string, string];

function issuersOf(text: string, path = 'settings.txt'): (string | undefined)[] {
  const found = owners(scan(text, path));
  return HEX.filter((value) => text.includes(value)).map((value) => found.get(value));
}

/** Two values, each in the structure of its own issuer, with the same field names. */
const STRUCTURES: [string, string, string, string[]][] = [
  ['variables', '.env', `GATE_API_SECRET=${FIRST}\nBITGET_API_SECRET=${SECOND}\n`, ['gate', 'bitget']],
  [
    'adjacent blocks of YAML',
    'a.yaml',
    `gate:\n  secret: ${FIRST}\nbitget:\n  secret: ${SECOND}\n`,
    ['gate', 'bitget'],
  ],
  [
    'adjacent blocks the other way round',
    'a.yaml',
    `bitget:\n  secret: ${FIRST}\ngate:\n  secret: ${SECOND}\n`,
    ['bitget', 'gate'],
  ],
  [
    'objects of JSON',
    'a.json',
    JSON.stringify({ exchanges: { gate: { secret: FIRST }, bitget: { secret: SECOND } } }, null, 2),
    ['gate', 'bitget'],
  ],
  [
    'objects of JSON in one line',
    'a.json',
    JSON.stringify({ exchanges: { gate: { secret: FIRST }, bitget: { secret: SECOND } } }),
    ['gate', 'bitget'],
  ],
  [
    'siblings before the value',
    'a.json',
    JSON.stringify(
      [
        { exchange: 'gate', secret: FIRST },
        { exchange: 'bitget', secret: SECOND },
      ],
      null,
      2,
    ),
    ['gate', 'bitget'],
  ],
  [
    'siblings after the value',
    'a.json',
    JSON.stringify(
      [
        { secret: FIRST, exchange: 'gate' },
        { secret: SECOND, exchange: 'bitget' },
      ],
      null,
      2,
    ),
    ['gate', 'bitget'],
  ],
  ['sections', 'a.ini', `[gate]\nsecret = ${FIRST}\n\n[bitget]\nsecret = ${SECOND}\n`, ['gate', 'bitget']],
  [
    'headings',
    'keys.md',
    `## Gate\n\nsecret: ${FIRST}\n\n## Bitget\n\nsecret: ${SECOND}\n`,
    ['gate', 'bitget'],
  ],
  [
    'comments above',
    'a.py',
    `# gate\nsecret = "${FIRST}"\n\n# bitget\nsecret2 = "${SECOND}"\n`,
    ['gate', 'bitget'],
  ],
  [
    'classes',
    'a.py',
    `class GateClient:\n    def __init__(self):\n        self.secret = "${FIRST}"\n\nclass BitgetClient:\n    def __init__(self):\n        self.secret = "${SECOND}"\n`,
    ['gate', 'bitget'],
  ],
  [
    'calls',
    'a.py',
    `a = ccxt.gate({'secret': '${FIRST}'})\nb = ccxt.bitget({'secret': '${SECOND}'})\n`,
    ['gate', 'bitget'],
  ],
];

describe('whose a value is', () => {
  it.each(STRUCTURES)('%s', (_, path, text, issuers) => {
    expect(issuersOf(text, path)).toEqual(issuers);
  });

  it('is read from the nearer structure where a farther one says otherwise', () => {
    const text = `import ccxt\nfrom bitget import Client\n\nx = ccxt.gate({\n  'secret': '${FIRST}',\n})\n`;
    expect(issuersOf(text, 'exchanges/bitget/a.py')).toEqual(['gate']);
  });

  it('is read from its own name where the block says otherwise', () => {
    expect(issuersOf(`bitget:\n  gate_secret: ${FIRST}\n`, 'a.yaml')).toEqual(['gate']);
  });

  it.each([
    ['imports', 'src/bot.py', `from bitget.rest import Client\n\napi_secret = "${FIRST}"\n`],
    ['a host', 'src/bot.py', `BASE = "https://api.bitget.com"\n\napi_secret = "${FIRST}"\n`],
    [
      'a header',
      'src/bot.py',
      `headers = {"ACCESS-KEY": key}\nBASE = "https://api.bitget.com"\napi_secret = "${FIRST}"\n`,
    ],
    ['a folder', 'exchanges/bitget/config.py', `api_secret = "${FIRST}"\n`],
    ['a file name', 'config/bitget.py', `api_secret = "${FIRST}"\n`],
  ])('is read from %s where nothing nearer tells', (_, path, text) => {
    expect(issuersOf(text, path)).toEqual(['bitget']);
  });

  it('says why', () => {
    const kinds = (text: string, path: string) => scan(text, path)[0]!.evidence.map(({ kind }) => kind);
    expect(kinds(`GATE_API_SECRET=${FIRST}\n`, '.env')).toContain('name');
    expect(kinds(`gate:\n  secret: ${FIRST}\n`, 'a.yaml')).toContain('scope');
    expect(kinds(`[gate]\nsecret = ${FIRST}\n`, 'a.ini')).toContain('section');
    expect(kinds(`secret = "${FIRST}"\n`, 'exchanges/gate/a.py')).toContain('path');
  });

  it('is said of a mnemonic by more than that it is one', () => {
    const mnemonic = madeValue('dydx', 'mnemonic', 'whose');
    const issuersIn = (text: string, path: string) => scan(text, path).map(({ issuer }) => issuer);
    expect(issuersIn(`mnemonic = "${mnemonic}"\n`, 'exchanges/dydx/bot.py')).toEqual(['dydx']);
    expect(issuersIn(`# dydx\nSEED_PHRASE="${mnemonic}"\n`, '.env')).toEqual(['dydx']);
    expect(issuersIn(`mnemonic = "${mnemonic}"\n`, 'bot.py')).toEqual(['bip39-mnemonic']);
  });

  it('is nobody without a word that tells', () => {
    expect(scan(`value = "${FIRST}"\n`, 'a.py')).toEqual([]);
  });

  it('only counts issuers whose credentials have this shape', () => {
    const secret = madeValue('kraken', 'private-key', 'shape');
    expect(owners(scan(`# from gate to kraken\n# gate\nsecret = "${secret}"\n`, 'a.py')).get(secret)).toBe(
      'kraken',
    );
  });
});

describe('a value that has nothing but an exchange for its name', () => {
  it.each([
    ['Kraken %V', 'notes.txt'],
    ['- kraken %V', 'README.md'],
    ["kraken '%V'", 'a.go'],
    ['kraken = "%V"', 'a.py'],
    ['{"kraken": "%V"}', 'a.json'],
  ])('is found in %s', (text, path) => {
    const secret = madeValue('kraken', 'private-key', 'bare');
    expect(owners(scan(`${text.replace('%V', secret)}\n`, path)).get(secret)).toBe('kraken');
  });

  it.each(['deposits to kraken %V', 'Kraken: see %V', 'krakenish %V'])('is no credential in %s', (text) => {
    expect(scan(`${text.replace('%V', madeValue('kraken', 'private-key', 'bare'))}\n`, 'notes.txt')).toEqual(
      [],
    );
  });
});

import { describe, expect, it } from 'vitest';
import { madeValue, owners, randomText, scan, seen } from './made.ts';

/** Ways to write a credential that programs of other people's hands showed. */

const value = (issuer: string, kind: string, seed?: string) => madeValue(issuer, kind, seed);
const BINANCE = { apiKey: value('binance', 'api-key'), secret: value('binance', 'hmac-secret') };
const LUNO = { apiKey: value('luno', 'key-id'), secret: value('luno', 'key-secret') };
const EXCHANGE = {
  apiKey: value('coinbaseexchange', 'api-key'),
  secret: value('coinbaseexchange', 'api-secret'),
};
const AWS = { apiKey: value('aws', 'access-key-id'), secret: value('aws', 'secret-access-key') };
const OKX = {
  apiKey: value('okx', 'api-key'),
  secret: value('okx', 'api-secret'),
  passphrase: `lantern-orchid${randomText('0123456789', 2, 'programs')}`,
};
const BITBANK = { apiKey: value('bitbank', 'api-key'), secret: value('bitbank', 'api-secret') };
const DIGIFINEX = { apiKey: value('digifinex', 'api-key'), secret: value('digifinex', 'api-secret') };
const PRIVATE_KEY = value('hyperliquid', 'private-key');

describe('a pair in a program', () => {
  it.each([
    [
      'as arguments of a session',
      'load.py',
      `import boto3\nsession = boto3.Session("${AWS.apiKey}", "${AWS.secret}", region_name="eu-central-1")\n`,
      { issuer: 'aws', values: AWS },
    ],
    [
      'as user and password of a request',
      'OrderIT.java',
      `given().auth().preemptive().basic("${LUNO.apiKey}", "${LUNO.secret}")\n  .when().post("https://api.luno.com/api/1/marketorder");\n`,
      { issuer: 'luno', values: LUNO },
    ],
    [
      'under initials, one of them decoded',
      'fills.jl',
      `# Coinbase Exchange\nusing HTTP\nconst K = "${EXCHANGE.apiKey}"\nconst S = base64decode("${EXCHANGE.secret}")\nr = HTTP.get("https://api.exchange.coinbase.com")\n`,
      { issuer: 'coinbaseexchange', values: EXCHANGE },
    ],
    [
      'in a tuple over lines of a notebook',
      'grid.ipynb',
      JSON.stringify(
        {
          cells: [
            {
              cell_type: 'code',
              source: [
                'import okx.Trade as Trade\n',
                `auth = ('${OKX.apiKey}',\n`,
                `        '${OKX.secret}',\n`,
                `        '${OKX.passphrase}')\n`,
              ],
            },
          ],
        },
        null,
        1,
      ),
      { issuer: 'okx', values: OKX },
    ],
    [
      'under names of a bot, one of which says whose it is',
      '.env',
      `FT1_FREQTRADE__EXCHANGE__NAME=okx\nFT1_FREQTRADE__EXCHANGE__KEY=${OKX.apiKey}\nFT1_FREQTRADE__EXCHANGE__SECRET=${OKX.secret}\nFT1_FREQTRADE__EXCHANGE__PASSWORD=${OKX.passphrase}\n`,
      { issuer: 'okx', values: OKX },
    ],
    [
      'as a tuple under a remark with nothing but the name',
      'config.py',
      `# bitbank\nBB = ('${BITBANK.apiKey}', '${BITBANK.secret}')\n`,
      { issuer: 'bitbank', values: BITBANK },
    ],
    [
      'with what one exchange wants besides',
      'keys.ts',
      `export const KEYS = {\n  okx: {\n    apiKey: '${OKX.apiKey}',\n    apiSecret: '${OKX.secret}',\n    extra: '${OKX.passphrase}',\n  },\n};\n`,
      { issuer: 'okx', values: OKX },
    ],
    [
      'in a row whose name of an exchange is long',
      'settings.py',
      `ACCOUNTS = (\n    ('digifinex', '', '${DIGIFINEX.apiKey}', '${DIGIFINEX.secret}'),\n)\n`,
      { issuer: 'digifinex', values: { secret: DIGIFINEX.secret } },
    ],
  ])('%s', (_, path, text, expected) => {
    expect(seen(scan(text, path))).toEqual([expected]);
  });

  it('keeps its passphrase where only an address below says whose it is', () => {
    const next = { apiKey: value('lbank', 'api-key'), secret: value('lbank', 'hmac-secret') };
    const text = `KEY_1=${OKX.apiKey}\nSECRET_1=${OKX.secret}\nPASSPHRASE_1=${OKX.passphrase}\nURL_1=https://www.okx.com\n\nKEY_2=${next.apiKey}\nSECRET_2=${next.secret}\nURL_2=https://api.lbkex.com\n`;
    expect(seen(scan(text, '.env.backup'))).toContainEqual({ issuer: 'okx', values: OKX });
  });

  it('is not mixed where a loop names the lists', () => {
    const other = { apiKey: value('binance', 'api-key', 'b'), secret: value('binance', 'hmac-secret', 'b') };
    const text = `import binance\nfor name, key, sec in zip(("main", "sub"),\n    ("${BINANCE.apiKey}", "${other.apiKey}"),\n    ("${BINANCE.secret}", "${other.secret}")):\n    pass\n`;
    expect(seen(scan(text, 'both.py'))).toEqual([
      { issuer: 'binance', values: BINANCE },
      { issuer: 'binance', values: other },
    ]);
  });

  it('belongs to the class it stands in, not to a neighbour that says whose it is', () => {
    const own = { apiKey: value('btcturk', 'public-key'), secret: value('btcturk', 'private-key') };
    const other = { apiKey: value('paribu', 'api-key'), secret: value('paribu', 'api-secret') };
    const text = `public class BtcTurkServis {\n  String acikAnahtar = "${own.apiKey}", gizliAnahtar = "${own.secret}";\n  String paribuAnahtar = "${other.apiKey}";\n  String paribuGizli = "${other.secret}";\n}\n`;
    const found = owners(scan(text, 'Servis.java'));
    expect([own.apiKey, own.secret, other.secret].map((one) => found.get(one))).toEqual([
      'btcturk',
      'btcturk',
      'paribu',
    ]);
  });
});

describe('whose it is', () => {
  it.each([
    [
      'the exchange of which the file has the host',
      "const url = 'https://api.hyperliquid.xyz';\n",
      'hyperliquid',
    ],
    ['nobody but a wallet without one', '', 'evm-private-key'],
  ])('a key that a wallet takes is that of %s', (_, head, issuer) => {
    const text = `import { Wallet } from 'ethers';\n${head}const signer = new Wallet('${PRIVATE_KEY}');\n`;
    expect(owners(scan(text, 'quote.ts')).get(PRIVATE_KEY)).toBe(issuer);
  });

  it('a page that people are sent to says nothing of what stands in other rows', () => {
    const tweets = `id,text,user\n1,"join https://cex.io/r/0/up1 now ${randomText('abcdefghijkmnopqrstuvwxyz', 27, 'u')}4",ann\n2,"${randomText('ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz123456789', 34, 'one')}",bob\n3,"${randomText('ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz123456789', 27, 'two')}",cyd\n`;
    expect(seen(scan(tweets, 'tweets.csv'))).toEqual([]);
  });

  it('a header that all have says nothing against the name of its row', () => {
    const key = value('glassnode', 'api-key');
    const text = `vendors := map[string]vendor{\n\t"glassnode": {"https://api.glassnode.com/v1", "X-Api-Key", "${key}"},\n\t"messari": {"https://data.messari.io/api", "x-messari-api-key", os.Getenv("M")},\n}\n`;
    expect(owners(scan(text, 'vendors.go')).get(key)).toBe('glassnode');
  });

  it('a key of an agent is a private key', () => {
    const text = `// https://api.hyperliquid.xyz\nagent_private = "${PRIVATE_KEY}"\n`;
    expect(owners(scan(text, 'agent.py')).get(PRIVATE_KEY)).toBe('hyperliquid');
  });
});

it('two ids of currencies are no key and secret', () => {
  const uuid = (seed: string) =>
    [8, 4, 4, 4, 12].map((length, at) => randomText('0123456789abcdef', length, `${seed} ${at}`)).join('-');
  const text = `package latoken\n\nfunc New() *Maker {\n\treturn &Maker{\n\t\t// LATOKEN knows currencies by uuid\n\t\tpair: [2]string{"${uuid('a')}", "${uuid('b')}"},\n\t}\n}\n`;
  expect(seen(scan(text, 'maker.go'))).toEqual([]);
});

import { describe, expect, it } from 'vitest';
import { LETTERS_AND_DIGITS, madeValue, owners, randomText, type Seen, scan, seen } from './made.ts';

/** Forms met in small repositories of trading bots: what was missed there, given to the wrong issuer, or torn apart. */

const HEX = '0123456789abcdef';
const CAPITALS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789';

const only = (text: string, path: string): Seen[] => seen(scan(text, path));

describe('the two halves of a pair that an exchange names', () => {
  const apiKey = madeValue('poloniex', 'api-key');
  const secret = madeValue('poloniex', 'api-secret');
  const united = [{ issuer: 'poloniex', values: { apiKey, secret } }];

  it.each([
    ['privateKey', 'publicKey'],
    ['private_key', 'public_key'],
    ['PRIV_KEY', 'PUB_KEY'],
    ['poloPrivateKey', 'poloPublicKey'],
  ])('%s and %s', (ofSecret, ofKey) => {
    const text = `const ${ofSecret} = '${secret}';\nconst ${ofKey} = '${apiKey}';\n`;
    expect(only(`${text}const url = 'https://poloniex.com/public';\n`, 'src/services/poloniex.ts')).toEqual(
      united,
    );
  });

  it('leave the key of a wallet where it is', () => {
    const wallet = madeValue('evm-private-key', 'private-key');
    const text = `API_KEY = "${apiKey}"\nAPI_SECRET = "${secret}"\nPRIVATE_KEY = "${wallet}"\n`;
    expect(owners(scan(text, 'poloniex.py')).get(wallet)).toBe('evm-private-key');
  });
});

describe('several accounts below each other in a file of keys', () => {
  const pair = (seed: number): [string, string] => [
    madeValue('kraken', 'api-key', seed),
    madeValue('kraken', 'private-key', seed),
  ];

  it.each([1, 2, 3])('%i of them', (count) => {
    const pairs = Array.from({ length: count }, (_, seed) => pair(seed));
    expect(only(`${pairs.flat().join('\n')}\n`, 'keys/kraken.key')).toEqual(
      pairs.map(([apiKey, secret]) => ({ issuer: 'kraken', values: { apiKey, secret } })),
    );
  });

  it('with a passphrase in each', () => {
    const triples = [1, 2].map((seed) => [
      madeValue('okx', 'api-key', seed),
      madeValue('okx', 'api-secret', seed),
      `Pa5s!w0rd-${seed}x`,
    ]);
    expect(only(`${triples.flat().join('\n')}\n`, 'okx.key')).toEqual(
      triples.map(([apiKey, secret, passphrase]) => ({
        issuer: 'okx',
        values: { apiKey, secret, passphrase },
      })),
    );
  });
});

describe('a secret called so in another language', () => {
  const apiKey = madeValue('mercado', 'token-id');
  const secret = madeValue('mercado', 'token-secret');

  it.each(['tapi_segredo', 'tapiSegredo', 'CHAVE_SEGREDO', 'segreto', 'geheim', 'gizli_anahtar', 'sekret'])(
    '%s',
    (name) => {
      const text = `{"Mercado Bitcoin": {"tapi_id": "${apiKey}", "${name}": "${secret}", "limite": "0"}}`;
      expect(only(text, 'appsettings.json')).toEqual([{ issuer: 'mercado', values: { apiKey, secret } }]);
    },
  );
});

describe('keys called by their services in an object of keys', () => {
  const etherscan = randomText(CAPITALS, 34, 'etherscan');
  const infura = randomText(HEX, 32, 'infura');

  it.each(['api', 'apiKeys', 'keys', 'API_KEYS'])('%s', (name) => {
    const text = `export const settings = {\n  ${name}: {\n    infura: "${infura}",\n    etherscan: "${etherscan}"\n  }\n}\n`;
    expect([...owners(scan(text, 'src/constants.ts'))]).toEqual([
      [infura, 'infura'],
      [etherscan, 'etherscan'],
    ]);
  });

  it.each(['hashes', 'checksums', 'blocks', 'names'])('but not in %s', (name) => {
    const text = `export const settings = { ${name}: { infura: "${infura}", etherscan: "${etherscan}" } }\n`;
    expect(scan(text, 'src/constants.ts')).toEqual([]);
  });
});

describe('what stands before the key and the secret in a call', () => {
  const key = randomText(LETTERS_AND_DIGITS, 27, 'key');
  const secret = randomText(LETTERS_AND_DIGITS, 26, 'secret');

  it.each([
    ['php', `$api = new cexApi("up123456789", "${key}", "${secret}");`],
    ['php', `$api = new CexIO\\Client('up123456789', '${key}', '${secret}');`],
    ['py', `client = cexio_client("up123456789", "${key}", "${secret}")`],
  ])('in %s: %s', (ending, text) => {
    expect(only(text, `cex/index.${ending}`)).toEqual([
      { issuer: 'cex', values: { apiKey: key, secret, uid: 'up123456789' } },
    ]);
  });
});

describe('an id beside a secret', () => {
  const apiKey = madeValue('coinex', 'access-id');
  const secret = madeValue('coinex', 'secret-key');

  it.each([
    ['coinex.ini', `[account]\nid = ${apiKey}\nsecret_key = ${secret}\n`],
    ['coinex.json', `{"account": {"id": "${apiKey}", "secret": "${secret}"}}`],
    ['coinex.yml', `account:\n  id: ${apiKey}\n  secret: ${secret}\n`],
  ])('in %s', (path, text) => {
    expect(only(text, path)).toEqual([{ issuer: 'coinex', values: { apiKey, secret } }]);
  });
});

describe('a package inside of a repository', () => {
  it.each(['node_modules', 'lib/python3.11/site-packages', 'dist-packages', 'bower_components'])(
    'in %s is not of those whose repository holds it',
    (folder) => {
      const apiKey = madeValue('binance', 'api-key');
      const secret = madeValue('binance', 'hmac-secret');
      const text = `API_KEY = '${apiKey}'\nAPI_SECRET = '${secret}'\n`;
      expect(owners(scan(text, `binance-bot/${folder}/agent/test/a.py`)).get(secret)).toBe('generic');
      expect(owners(scan(text, `bot/${folder}/binance/a.py`)).get(secret)).toBe('binance');
    },
  );
});

describe('an exchange named alone', () => {
  const apiKey = madeValue('kraken', 'api-key');
  const secret = madeValue('kraken', 'private-key');
  const united = [{ issuer: 'kraken', values: { apiKey, secret } }];

  it.each([
    'Kraken\nKEY\nSECRET\n',
    'Kraken:\n  KEY\n  SECRET\n',
    '## Kraken\n\nKEY\nSECRET\n',
    '**Kraken**\nKEY\nSECRET\n',
    'buy milk\n\nKraken\nKEY\nSECRET\n\nwalk the dog\n',
    'Kraken KEY SECRET\n',
  ])('over a key and a secret, or before them: %j', (form) => {
    const text = form.replace('KEY', apiKey).replace('SECRET', secret);
    expect(only(text, 'notes.txt')).toEqual(united);
  });

  it.each(['Kraken V', 'Kraken: V', '- Kraken - V', '* **Kraken**: V', 'Kraken\nV', '<id>{Kraken V }</id>'])(
    'names a value: %j',
    (form) => {
      expect(only(form.replace('V', secret), 'notes.txt')).toEqual([
        { issuer: 'kraken', values: { secret } },
      ]);
    },
  );

  it('in braces in the elements of a key and a secret', () => {
    const key = madeValue('bitfinex', 'api-key');
    const own = madeValue('bitfinex', 'api-secret');
    const text = `<credentials>\n  <id>{bitfinex ${key} }</id>\n  <secret>{bitfinex ${own}}</secret>\n</credentials>\n`;
    expect(only(text, 'credentials.xml')).toEqual([
      { issuer: 'bitfinex', values: { apiKey: key, secret: own } },
    ]);
  });

  it.each([
    ['hashes', 'Gate.io', [64, 64]],
    ['hashes', 'Bittrex', [32, 32]],
    ['hashes', 'Binance', [64, 64, 64]],
  ])('%s below %s are no credentials', (_, name, lengths) => {
    const hashes = lengths.map((length, at) => randomText(HEX, length, `hash ${at}`));
    expect(scan(`${name}\n${hashes.join('\n')}\n`, 'notes.txt')).toEqual([]);
  });
});

it('leaves what Jenkins encrypted', () => {
  const sealed = `{AQAAABAAAAAw${randomText(LETTERS_AND_DIGITS, 62, 'sealed')}==}`;
  const text = `<credentials><description>binance</description><secret>${sealed}</secret></credentials>`;
  expect(scan(text, 'credentials.xml')).toEqual([]);
});

it.each(['V', '.V;', '.V', 'V.', 'V;'])('takes a mark beside a value for none of it: %j', (form) => {
  const key = madeValue('bitmex', 'api-key');
  const secret = madeValue('bitmex', 'api-secret');
  const text = `key: ${form.replace('V', key)}\nsecret: ${form.replace('V', secret)}\n`;
  expect(only(text, 'bitmex.txt')).toEqual([{ issuer: 'bitmex', values: { apiKey: key, secret } }]);
});

it('takes no address for the passphrase of a key and a secret', () => {
  const key = randomText('0123456789', 10, 'app');
  const secret = randomText(HEX, 32, 'app');
  const text = `  { PlatformConfig.setSinaApi("${key}", "${secret}", "http://sns.example.com/sina2/callback"); }\n`;
  for (const { parts } of scan(text, 'App.java'))
    expect(parts.map(({ role }) => role)).not.toContain('passphrase');
  expect([...owners(scan(text, 'App.java')).keys()]).toContain(secret);
});

it('takes no key for a stream of PubNub, which every page has, for a credential', () => {
  const digits = randomText(HEX, 32, 'pubnub');
  const id = [8, 12, 16, 20, 32].map((to, at, all) => digits.slice(all[at - 1] ?? 0, to)).join('-');
  const text = `# bitFlyer\nSUBSCRIBE_KEY = "sub-c-${id}"\n# BtcBox\nconfig.subscribe_key = "sub-c-${id}"\n`;
  expect(scan(text, 'ticker.py')).toEqual([]);
});

describe('what stands below a name without a value', () => {
  it('is no value of it', () => {
    const key = madeValue('infura', 'api-key', 'empty');
    const address = `0x${randomText(HEX, 40, 'empty')}`;
    const text = `INFURA_API_KEY=${key}\nPRIVATE_KEY=\nWETH=${address}\n`;
    expect([...owners(scan(text, '.env'))]).toEqual([[key, 'infura']]);
  });
});

describe('accounts of several people', () => {
  it.each([
    [
      'lists under their names',
      'a.yaml',
      (k: string, s: string) => `konta:\n  tomek: [${k}, ${s}]\nurl: https://api.bybit.com\n`,
    ],
    [
      'a comment with a comma over them',
      'a.yaml',
      (k: string, s: string) => `# bot, 3 konta\nkonta:\n  ania: [${k}, ${s}]\nurl: https://api.bybit.com\n`,
    ],
    ['a list of lists', 'bybit/a.py', (k: string, s: string) => `import x\nkeysPapa = [['${k}', '${s}']]\n`],
    [
      'short names in calls',
      'bybit/a.py',
      (k: string, s: string) => `accs = {1: dict(api="${k}",\n  sec="${s}")}\n`,
    ],
    [
      'variables of a shell',
      'bybit.fish',
      (k: string, s: string) => `set -gx BB_KEY ${k}\nset -gx BB_SEC_ANN ${s}\n`,
    ],
    [
      'columns under Chinese words',
      '账号.csv',
      (k: string, s: string) => `账号,交易所,apikey,secretkey,备注\nA01,Bybit,${k},${s},主账户\n`,
    ],
    [
      'Japanese names',
      'a.yml',
      (k: string, s: string) => `取引所: bybit\nAPIキー: ${k}\nシークレット: ${s}\n`,
    ],
  ])('in %s', (_, path, text) => {
    const [apiKey, secret] = [
      madeValue('bybit', 'api-key', 'people'),
      madeValue('bybit', 'hmac-secret', 'people'),
    ];
    expect(only(text(apiKey, secret), path)).toEqual([{ issuer: 'bybit', values: { apiKey, secret } }]);
  });
});

describe('a secret called sign', () => {
  const apiKey = madeValue('binance', 'api-key', 'sign');
  const secret = madeValue('binance', 'hmac-secret', 'sign');

  it.each([
    ['binance.py', `key = "${apiKey}"\nsign = "${secret}"\n`],
    ['config.js', `module.exports = { binance: { key: '${apiKey}', sign: '${secret}' } };\n`],
    ['bot.py', `# binance\nclient = Client(api_key="${apiKey}", sign="${secret}")\n`],
    ['.env', `BINANCE_KEY=${apiKey}\nBINANCE_SIGN=${secret}\n`],
  ])('in %s', (path, text) => {
    expect(only(text, path)).toEqual([{ issuer: 'binance', values: { apiKey, secret } }]);
  });

  it('but no signature', () => {
    const text = `{"key": "${apiKey}", "sign": "${randomText(HEX, 64, 'signature')}", "timestamp": 1}`;
    expect(only(text, 'binance.json')).toEqual([{ issuer: 'binance', values: { apiKey } }]);
  });
});

describe('what unlocks a wallet', () => {
  const passphrase = 'Tr4ding!moon7';
  const address = `0x${randomText(HEX, 40, 'address')}`;

  it.each([
    ['a.js', `await web3.eth.personal.unlockAccount(account, "${passphrase}", 600);`],
    ['a.js', `personal.unlockAccount('${address}', '${passphrase}', 0)`],
    ['a.py', `w3.geth.personal.unlock_account(owner, '${passphrase}')`],
    ['a.ts', `const wallet = await ethers.Wallet.fromEncryptedJson(json, "${passphrase}");`],
    ['a.ts', `const wallet = Wallet.fromEncryptedJsonSync(readFileSync(path), '${passphrase}');`],
  ])('in %s: %s', (path, text) => {
    expect(only(`${text}\n`, path)).toEqual([{ issuer: 'ethereum-keystore-v3', values: { passphrase } }]);
  });

  it('but not what does so', () => {
    const text = `def unlock_account(address):\n    request("personal_${passphrase}", [address])\n`;
    expect(only(text, 'rpc.py')).toEqual([]);
  });

  it.each(['password', '"password"', '"testtest"', `'${address}'`])('but not %s', (argument) => {
    expect(only(`personal.unlockAccount(account, ${argument})\n`, 'a.js')).toEqual([]);
  });
});

describe('what a setter is told', () => {
  it('belongs to whose setter it is, whatever its form', () => {
    const [apiKey, secret] = [randomText(HEX, 64, 'test key'), randomText(HEX, 64, 'test secret')];
    const text = `binance.setOption('test', true)\nbinance.setOption('APIKEY', '${apiKey}')\nbinance.setOption('APISECRET', '${secret}')\n`;
    expect(only(text, 'index.js')).toEqual([{ issuer: 'binance', values: { apiKey, secret } }]);
  });
});

describe('a remark over a key and a secret of an unknown form', () => {
  const [apiKey, secret] = [randomText(HEX, 64, 'key'), randomText(HEX, 64, 'secret')];
  const pair = `API_KEY = '${apiKey}'\nAPI_SECRET = '${secret}'\n`;

  it.each(['# Clés API pour le Testnet Binance Futures\n', '// Binance testnet\n'])('%s', (remark) => {
    expect(only(`import csv\n\n${remark}${pair}`, 'live.py')).toEqual([
      { issuer: 'binance', values: { apiKey, secret } },
    ]);
  });

  it.each(['# what the bot needs\n', '# is_bullish needs them\n', '# Binance testnet\n\n'])(
    'and not %s',
    (remark) => {
      expect(owners(scan(`import csv\n\n${remark}${pair}`, 'live.py')).get(secret)).toBe('generic');
    },
  );
});

describe('what stands in for a variable of the environment', () => {
  const token = randomText(HEX, 64, 'stand-in');

  it.each([
    ['node.ts', `const token = process.env.YELLOWSTONE_TOKEN || '${token}';`],
    ['node.ts', `const token = process.env['NODE_TOKEN'] ?? '${token}';`],
    ['node.py', `token = os.getenv("NODE_TOKEN", "${token}")`],
    ['node.py', `token = os.environ.get('NODE_TOKEN') or '${token}'`],
  ])('in %s: %s', (path, text) => {
    expect(only(`${text}\n`, path)).toEqual([{ issuer: 'generic', values: { token } }]);
  });

  it('is more than a constant', () => {
    expect(only(`const token = '${token}';\n`, 'node.ts')).toEqual([]);
  });
});

describe('values that only describe', () => {
  it('an example of a schema', () => {
    const text = `"access_token": { "type": "string", "example": "${randomText(LETTERS_AND_DIGITS, 44, 'example')}" }`;
    expect(only(text, 'deribit/api.rb')).toEqual([]);
  });

  it('ids of an answer that a client shows', () => {
    const uuid = (seed: string) =>
      randomText(HEX, 32, seed).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
    const text = `#  {\n#    "id":"${uuid('a')}",\n#    "status":"ACTIVE",\n#    "baseCurrency":"${uuid('b')}",\n#  }\nsignature = self.hmac(auth)\n`;
    expect(only(text, 'latoken.py')).toEqual([]);
  });
});

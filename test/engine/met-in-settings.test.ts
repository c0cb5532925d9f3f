import { describe, expect, it } from 'vitest';
import { LETTERS_AND_DIGITS, madeValue, owners, pairOf, randomText, type Seen, scan, seen } from './made.ts';

/** Forms met in settings, notes and small programs of people. */

const HEX = '0123456789abcdef';
const only = (text: string, path: string): Seen[] => seen(scan(text, path));

describe('several mnemonics in one row of words', () => {
  const phrases = Array.from({ length: 6 }, (_, seed) => madeValue('bip39-mnemonic', 'mnemonic', seed));

  it.each<[string, (phrases: readonly string[]) => string]>([
    ['a line each', (all) => `${all.join('\n')}\n`],
    ['numbered lines', (all) => all.map((phrase, at) => `${at + 1}. ${phrase}`).join('\n')],
    ['strings of a list', (all) => JSON.stringify({ wallets: all })],
    ['a table', (all) => ['id,seed', ...all.map((phrase, at) => `${at + 1},${phrase}`)].join('\n')],
    ['below words of the list', (all) => all.map((phrase) => `# trust\n${phrase}`).join('\n')],
  ])('as %s', (_, write) => {
    const found = only(write(phrases), 'wallets.txt').map(({ values }) => values.privateKey);
    expect(found).toEqual(phrases);
  });
});

describe('keys of wallets in a list called keys', () => {
  const keys = [pairOf('evm-address', 1)[0], pairOf('evm-address', 2)[0]].map((key) =>
    key.replace(/^0x/, ''),
  );
  const list = `const keys: string[] = [\n  '${keys[0]}',\n  '${keys[1]}',\n];\n`;

  it('belong to a program that makes wallets of them', () => {
    const text = `import { ethers } from 'ethers';\n${list}for (const k of keys) new ethers.Wallet(k, provider);\n`;
    expect([...owners(scan(text, 'sweep.ts')).keys()]).toEqual(keys);
  });

  it('may be anything in another', () => {
    expect(scan(`${list}for (const k of keys) cache.get(k);\n`, 'sweep.ts')).toEqual([]);
  });
});

describe('key and secret side by side', () => {
  const apiKey = madeValue('kraken', 'api-key');
  const secret = madeValue('kraken', 'private-key');

  it.each([
    ['trade.pl', `my ($key, $sec) = qw(${apiKey} ${secret});\n# kraken\n`],
    ['keys.rs', `match v {\n    Venue::Kraken => (\n        "${apiKey}",\n        "${secret}",\n    ),\n}\n`],
    [
      'bot.py',
      `"""\nMarket maker.\n\nold kraken creds (revoked?): ${apiKey} / ${secret}\n"""\nimport ccxt\n`,
    ],
    ['test_a.py', `A = [pytest.param("kraken", "${apiKey}", "${secret}", None, id="kraken")]\n`],
    [
      'notes.txt',
      `kraken key (read only, rotate in may)\n${apiKey}\nsecret - keep this one safe\n${secret}\n`,
    ],
    ['api.http', `### kraken\n# API key for it, remove later\n# ${apiKey}\n# secret, too\n# ${secret}\n`],
    ['slack.txt', `[10:05 AM] joel: kraken public ${apiKey}\n[10:05 AM] joel: private ${secret}\n`],
    ['заметки.txt', `кракен\nключ: ${apiKey}\nсекрет: ${secret}\n\nEXMO\nбез ключа\n`],
  ])('in %s', (path, text) => {
    expect(only(text, path)).toEqual([{ issuer: 'kraken', values: { apiKey, secret } }]);
  });

  it('in lists of all that is public and all that is secret', () => {
    const made = ['cex', 'hitbtc'].map((id) => ({
      id,
      apiKey: randomText(LETTERS_AND_DIGITS, id === 'cex' ? 27 : 32, `${id} key`),
      secret: randomText(LETTERS_AND_DIGITS, id === 'cex' ? 27 : 32, `${id} secret`),
    }));
    const list = (values: readonly string[]) => `['${values.join("', '")}']`;
    const text = `names = ${list(made.map(({ id }) => id))}\npublics = ${list(made.map((one) => one.apiKey))}\nsecrets = ${list(made.map((one) => one.secret))}\n`;
    expect(only(text, 'keys.py')).toEqual(
      made.map(({ id, apiKey: key, secret: other }) => ({
        issuer: id,
        values: { apiKey: key, secret: other },
      })),
    );
  });
});

describe('what a value is called', () => {
  it('in Chinese and Russian, with a passphrase', () => {
    const [apiKey, secret] = [madeValue('okx', 'api-key'), madeValue('okx', 'api-secret')];
    const passphrase = ['Tr4ding', 'Pass9'].join('!');
    const values = { apiKey, secret, passphrase };
    const chinese = `欧易 OKX 的 API:\n\n- API Key: ${apiKey}\n- 密钥: ${secret}\n- 密码短语: ${passphrase}\n`;
    expect(only(chinese, '说明.md')).toEqual([{ issuer: 'okx', values }]);
    const russian = `okx\nключ ${apiKey}\nсекрет ${secret}\nпароль ${passphrase}\n`;
    expect(only(russian, 'okx.txt')).toEqual([{ issuer: 'okx', values }]);
  });

  it.each([
    ['a.yaml', (key: string) => `secrets:\n  infura:\n    projectId: ${key}\n`, 'infura', HEX, 32],
    ['a.py', (key: string) => `GLASSNODE = "${key}"\n`, 'glassnode', LETTERS_AND_DIGITS, 27],
    [
      'a.js',
      (key: string) => `const SETTINGS = {\n  glassnode: "${key}",\n};\n`,
      'glassnode',
      LETTERS_AND_DIGITS,
      27,
    ],
  ] as const)('by the service that it is for, in %s', (path, write, issuer, alphabet, length) => {
    const key = randomText(alphabet, length, `${issuer} key`);
    expect([...owners(scan(write(key), path))]).toEqual([[key, issuer]]);
  });

  it('is a form of key in the section of the exchange that uses it', () => {
    const privateKey = madeValue('extended', 'stark-private-key');
    const text = `[extended]\napi_key = "${madeValue('extended', 'api-key')}"\nstark_key_private = "${privateKey}"\n`;
    expect(owners(scan(text, 'dexes.toml')).get(privateKey)).toBe('extended');
  });

  it('is not what the function is called that it stands in', () => {
    const id = madeValue('kucoin', 'api-secret');
    const text = `def test_idempotency_key_is_stable():\n    assert make("xt").idem("x") == "${id}"\n`;
    expect(scan(text, 'test_a.py')).toEqual([]);
  });

  it('says that a chat is one, beside the token of a bot', () => {
    const token = madeValue('telegram', 'bot-token');
    const chat = '5512348871';
    expect(only(`TOKEN = "${token}"\nCHAT = ${chat}\nTRIES = 100000\n`, 'report.py')).toEqual([
      { issuer: 'telegram', values: { token, uid: chat } },
    ]);
  });

  it('is the start of an item that is about an exchange', () => {
    const secret = madeValue('liquid', 'api-secret');
    const text = `* FTX (rip), gone\n* Liquid — token id 681132, secret ${secret}\n`;
    expect(owners(scan(text, 'koinly.md')).get(secret)).toBe('liquid');
  });
});

describe('how else notes and settings say whose and which', () => {
  const [key, other] = [madeValue('okx', 'api-key'), madeValue('okx', 'api-secret')];
  const passphrase = ['Tr4ding', 'Pass91'].join('!');
  const values = { apiKey: key, secret: other, passphrase };

  it.each([
    ['notes.txt', `api okx : ${key}\nsecret okx : ${other}\npass okx : ${passphrase}\n`],
    ['notes.txt', `KEY FOR OKX: ${key}\nSECRET FOR OKX: ${other}\nPASSPHRASE FOR OKX: ${passphrase}\n`],
    ['notes.txt', `okx (old)\nk ${key}\ns ${other}\np ${passphrase}\n`],
    ['notes.txt', `okx\n--------\n${key}\n${other}\n${passphrase}\n`],
    ['notes.md', `#### OKX (main)\n\`${key}\` \`${other}\` \`${passphrase}\`\n`],
    ['.env', `OKX=${key}:${other}:${passphrase}\n`],
    ['logins.csv', `title,key,secret,notes\nOKX API,${key},${other},pass ${passphrase}\n`],
    [
      'setup.log',
      `? Select exchange: okx\n? API key? ${key}\n? API secret? ${other}\n? Passphrase? ${passphrase}\n`,
    ],
    ['a.xml', `<exchange id="okx"><k>${key}</k><s>${other}</s><pass>${passphrase}</pass></exchange>\n`],
  ])('in %s: %s', (path, text) => {
    expect(only(text, path)).toEqual([{ issuer: 'okx', values }]);
  });

  const [gateKey, gateSecret] = [madeValue('gate', 'api-key'), madeValue('gate', 'api-secret')];
  it.each([
    ['notes.md', `#### Gate (sub: arb)\n\`${gateKey}\`\n\`${gateSecret}\`\n`],
    ['a.yaml', `key: ${gateKey}   # gate\nsecret: ${gateSecret}\n`],
    [
      'a.properties',
      `exchange.1.name=gate\nexchange.1.access=${gateKey}\nexchange.1.private=${gateSecret}\n`,
    ],
  ])('Gate in %s: %s', (path, text) => {
    expect(only(text, path)).toEqual([{ issuer: 'gate', values: { apiKey: gateKey, secret: gateSecret } }]);
  });

  it('with the key once more in a command', () => {
    const [apiKey, secret] = ['key', 'secret'].map((part) => randomText(LETTERS_AND_DIGITS, 64, part));
    const text = `export BINANCE_KEY=${apiKey}\nexport BINANCE_SECRET=${secret}\npython bot.py\ncurl -H "X-MBX-APIKEY: ${apiKey}" https://api.binance.com/api/v3/account\n`;
    expect(only(text, 'history.txt')).toContainEqual({ issuer: 'binance', values: { apiKey, secret } });
  });

  it('in the inputs of an expert advisor', () => {
    const [apiKey, secret] = ['key', 'secret'].map((part) => randomText(LETTERS_AND_DIGITS, 64, part));
    const text = `input string InpApiKey = "${apiKey}"; // Binance API key\ninput string InpSecret = "${secret}"; // Binance secret\n`;
    expect(only(text, 'bot.mq5')).toEqual([{ issuer: 'binance', values: { apiKey, secret } }]);
  });
});

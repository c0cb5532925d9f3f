import { describe, expect, it } from 'vitest';
import { LETTERS_AND_DIGITS, madeValue, owners, pairOf, randomText, type Seen, scan, seen } from './made.ts';

/** Forms met in notes, remarks and settings of people: rows of values among words, keys of wallets, what an exchange is called there. */

/** As people choose them. */
const passphrase = ['Tr4ding', 'Pass9'].join('!');
const HEX = '0123456789abcdef';

const only = (text: string, path: string): Seen[] => seen(scan(text, path));

describe('key and secret side by side among words', () => {
  const apiKey = madeValue('kraken', 'api-key');
  const secret = madeValue('kraken', 'private-key');
  const united = [{ issuer: 'kraken', values: { apiKey, secret } }];

  it.each([
    ['TODO', `- [ ] new kraken key: ${apiKey} / ${secret}\n`],
    ['notes.md', `Kraken key ${apiKey} / ${secret} (read only)\n`],
    ['notes.md', `Server bot keys (kraken): ${apiKey} : ${secret}\n`],
    ['notes.txt', `kraken k ${apiKey} / s ${secret}\n`],
    ['notes.txt', `kraken: ${apiKey} > ${secret}\n`],
    ['notes.txt', `kraken key/secret: ${apiKey} => ${secret}\n`],
    ['kraken.txt', `${apiKey} / ${secret}\n`],
    ['kraken.txt', `${apiKey} > ${secret}\n`],
    ['kraken.txt', `${apiKey}>${secret}\n`],
    ['notes.txt', `kraken public ${apiKey} private ${secret}\n`],
    ['notes.txt', `the key for kraken is ${apiKey} (secret: ${secret})\n`],
    ['bot.py', `import time\n\n# kraken: ${apiKey} / ${secret}\n`],
    ['bot.py', `run(1)  # kraken ${apiKey} ${secret}\n`],
  ])('in %s: %s', (path, text) => {
    expect(only(text, path)).toEqual(united);
  });

  it.each(['my okx creds are', '# TODO remove: okx', 'okx keys -'])('with a passphrase: %s', (head) => {
    const [key, other] = [madeValue('okx', 'api-key'), madeValue('okx', 'api-secret')];
    const text = `${head} ${key} / ${other} / ${passphrase}\n`;
    expect(only(text, 'notes.py.txt')).toEqual([
      { issuer: 'okx', values: { apiKey: key, secret: other, passphrase } },
    ]);
  });

  it('with a passphrase that has its name', () => {
    const [key, other] = [madeValue('okx', 'api-key'), madeValue('okx', 'api-secret')];
    const text = `okx: key ${key} / secret ${other} / pass ${passphrase}\n`;
    expect(only(text, 'notes.txt')[0]?.values.passphrase).toBe(passphrase);
  });

  it.each([
    ['bot.log', 'kraken order'],
    ['bot.log', 'kraken deposit tx'],
    ['notes.md', 'kraken checksums'],
    ['bot.py', 'kraken ='],
  ])('but not hashes side by side, in %s after %s', (path, head) => {
    const hashes = [1, 2].map((seed) => randomText(HEX, 64, seed));
    expect(scan(`${head} ${hashes.join(' / ')}\n`, path)).toEqual([]);
  });
});

describe('what stands before a value', () => {
  const [apiKey, secret] = [madeValue('mercado', 'token-id'), madeValue('mercado', 'token-secret')];

  it.each(['Identificador (TAPI ID)', 'Chave (somente leitura)', 'API-Schlüssel', 'Clé API', 'clave API'])(
    '%s is a name',
    (name) => {
      const text = `*** Mercado Bitcoin ***\n${name}: ${apiKey}\nSegredo: ${secret}\n`;
      expect(only(text, 'chaves.txt')).toEqual([{ issuer: 'mercado', values: { apiKey, secret } }]);
    },
  );

  it('is a variable, behind the name of a process', () => {
    const [key, other] = [madeValue('binance', 'api-key'), madeValue('binance', 'hmac-secret')];
    const text = `web: gunicorn app\nworker: BINANCE_APIKEY=${key} BINANCE_SECRET=${other} python worker.py\n`;
    expect(only(text, 'Procfile')).toEqual([{ issuer: 'binance', values: { apiKey: key, secret: other } }]);
  });

  it('is a variable of PowerShell, several on a line', () => {
    const [key, other] = [madeValue('bybit', 'api-key'), madeValue('bybit', 'hmac-secret')];
    const text = `$Env:BYBIT_KEY="${key}"; $Env:BYBIT_SECRET="${other}"\n`;
    expect(only(text, 'run.ps1')).toEqual([{ issuer: 'bybit', values: { apiKey: key, secret: other } }]);
  });

  it.each(['NEXT_PUBLIC_', 'REACT_APP_', 'VITE_', 'EXPO_PUBLIC_'])('is shown to a page by %s', (prefix) => {
    const key = madeValue('infura', 'api-key');
    expect(owners(scan(`${prefix}INFURA_ID=${key}\n`, '.env.local')).get(key)).toBe('infura');
  });

  it.each([
    ['yaml', (key: string, secret: string) => `- venue: gate\n  key: "${key}"\n  secret: "${secret}"\n`],
    ['yml', (key: string, secret: string) => `- { exchange: gate, key: "${key}", secret: "${secret}" }\n`],
  ])('is an exchange with the name of a thing, in a list of %s', (ending, entry) => {
    const [key, other] = [madeValue('gate', 'api-key'), madeValue('gate', 'api-secret')];
    expect(only(`accounts:\n${entry(key, other)}`, `group.${ending}`)).toEqual([
      { issuer: 'gate', values: { apiKey: key, secret: other } },
    ]);
  });
});

describe('the private key of a wallet', () => {
  const wallet = madeValue('evm-private-key', 'private-key').replace(/^0x/, '');
  const imported = 'from web3 import Web3\n';

  it.each([
    ['js', `const w = Wallet.from_key('${wallet}');\n`],
    ['js', `const s = getSigner("${wallet}", provider);\n`],
    ['py', `signer = make_signer("${wallet}", chain_id=1)\n`],
    ['js', `web3.eth.accounts.wallet.add("${wallet}");\n`],
    ['rs', `let w = "${wallet}".parse::<LocalWallet>()?;\n`],
    ['py', `${imported}me = to_account("${wallet}")\n`],
    ['py', `${imported}bot = SniperBot(rpc, "${wallet}")\n`],
    ['py', `${imported}WALLETS = {"main": "${wallet}"}\n`],
  ])('in %s: %s', (ending, text) => {
    expect(owners(scan(text, `main.${ending}`)).get(wallet)).toBe('evm-private-key');
  });

  it.each(['sk', 'secret', 'mySecret'])('is the %s of a program that signs with it', (name) => {
    const text = `${imported}${name} = "${wallet}"\nsigned = w3.eth.account.sign_transaction(tx, ${name})\n`;
    expect(owners(scan(text, 'main.py')).get(wallet)).toBe('evm-private-key');
  });

  it.each([
    `from starknet_py.contract import Contract\n${imported}acc = Account("0x${wallet}")\n`,
    `${imported}receipt = get_receipt(rpc, "0x${wallet}")\n`,
    `acc = Account("0x${wallet}")\n`,
  ])('is no address or hash: %s', (text) => {
    expect(scan(text, 'main.py')).toEqual([]);
  });

  it.each(['metamask hot wallet', 'tron', 'burner wallet 2'])('noted below %s', (head) => {
    expect([...owners(scan(`phones\n\n${head}\n${wallet}\n`, 'wallets.txt')).keys()]).toEqual([wallet]);
  });

  it.each(['wallet tx', 'metamask commit hash', 'ledger checksum'])('but not below %s', (head) => {
    expect(scan(`phones\n\n${head}\n${wallet}\n`, 'wallets.txt')).toEqual([]);
  });

  it('is not the secret of the service that stands beside it', () => {
    const key = madeValue('infura', 'api-key');
    const text = `const INFURA_API_KEY = "${key}";\nconst SEPOLIA_PRIVATE_KEY = "${wallet}";\n`;
    expect(owners(scan(text, 'hardhat.config.js')).get(wallet)).toBe('evm-private-key');
  });
});

describe('values beside those of an exchange that are none', () => {
  const digest = randomText(HEX, 32, 'digest');
  const [apiKey, secret] = [madeValue('coinex', 'access-id'), madeValue('coinex', 'secret-key')];
  const keys = `access_id = '${apiKey}'\nsecret_key = '${secret}'\n`;

  it.each([
    ['py', `# -> authorization: ${digest}\n`],
    ['cs', `Config.Set("job-organization-id", "${digest}");\n`],
    ['py', `print(Account({'blocked': False, 'id': '${digest}'}))\n`],
  ])('in %s: %s', (ending, line) => {
    const text = `# coinex\n${keys}${line}`;
    expect(owners(scan(text, `coinex.${ending}`)).has(digest)).toBe(false);
  });
});

describe('a passphrase', () => {
  const [apiKey, secret] = [madeValue('okx', 'api-key'), madeValue('okx', 'api-secret')];
  const united = [{ issuer: 'okx', values: { apiKey, secret, passphrase } }];
  const plain = `api_key = "${apiKey}"\nsecret = "${secret}"\n`;
  const client = (last: string): string =>
    `exchange = ccxt.okx({\n  "apiKey": "${apiKey}",\n  "secret": "${secret}",\n${last}})\n`;

  it.each(['os.environ.get', 'os.getenv', 'config.get'])('is no name that %s asks for', (get) => {
    expect(only(client(`  "password": ${get}("OKX_PASSPHRASE", "${passphrase}"),\n`), 'bot.py')).toEqual(
      united,
    );
    expect(only(client(`  "password": ${get}("OKX_PASSPHRASE"),\n`), 'bot.py')[0]?.values.passphrase).toBe(
      undefined,
    );
  });

  it.each([`# okx passphrase: ${passphrase}`, `# for the exchange, pw = ${passphrase}`])(
    'in a remark: %s',
    (line) => {
      expect(only(`${line}\n${plain}`, 'okx.py')).toEqual(united);
    },
  );
});

describe('two halves of which the one is computed from the other', () => {
  it('are one credential, wherever they stand', () => {
    const [secret, apiKey] = pairOf('ed25519-public');
    const text = `public_key = "${apiKey}"\nprivate_key = ed25519.Ed25519PrivateKey.from_private_bytes(\n    base64.b64decode("${secret}")\n)\n`;
    expect(only(`# backpack\n${text}`, 'backpack/bpx.py')).toEqual([
      { issuer: 'backpack', values: { apiKey, secret } },
    ]);
  });
});

describe('blocks of several services', () => {
  it('keep the password of the one from the key of the other', () => {
    const [apiKey, secret] = [madeValue('okx', 'api-key'), madeValue('okx', 'api-secret')];
    const text = `kaiko_api:\n  host: us.market-api.kaiko.io\n  password: ${passphrase}\nokx_live:\n  api_key: ${apiKey}\n  secret: ${secret}\n`;
    expect(only(text, 'connections.yaml')).toEqual([{ issuer: 'okx', values: { apiKey, secret } }]);
  });

  it('leave a secret with its key, whatever a remark below it mentions', () => {
    const [apiKey, secret] = [madeValue('kraken', 'api-key'), madeValue('kraken', 'private-key')];
    const text = `config.watch = { exchange: 'kraken' }\n\nconfig.trader = {\n  key: '${apiKey}',\n  secret: '${secret}',\n  passphrase: '', // GDAX, requires a passphrase.\n}\n`;
    expect(only(text, 'config.js')).toEqual([{ issuer: 'kraken', values: { apiKey, secret } }]);
  });
});

describe('values in addresses', () => {
  it('are the parts of a query', () => {
    const [apiKey, secret] = [madeValue('deribit', 'client-id'), madeValue('deribit', 'client-secret')];
    const text = `curl "https://www.deribit.com/api/v2/public/auth?client_id=${apiKey}&client_secret=${secret}&grant_type=client_credentials"\n`;
    expect(only(text, 'curl.txt')).toEqual([{ issuer: 'deribit', values: { apiKey, secret } }]);
  });

  it('are tokens of bots in the notation of notifiers', () => {
    const token = madeValue('telegram', 'bot-token');
    expect(owners(scan(`notify-urls = [ "tgram://${token}/123456789/" ]\n`, 'bot.ini')).get(token)).toBe(
      'telegram',
    );
  });
});

describe('a file of two values', () => {
  const values = [1, 2].map((seed) => randomText(LETTERS_AND_DIGITS, 64, `pair ${seed}`));

  it.each(['api.txt', 'keys.txt', 'config/secrets'])('%s holds a key and its secret, whosever', (path) => {
    expect(only(`${values.join('\n')}\n`, path)).toEqual([
      { issuer: 'generic', values: { apiKey: values[0], secret: values[1] } },
    ]);
  });

  it.each(['list.txt', 'data/ids.txt'])('%s may hold anything', (path) => {
    expect(scan(`${values.join('\n')}\n`, path)).toEqual([]);
  });
});

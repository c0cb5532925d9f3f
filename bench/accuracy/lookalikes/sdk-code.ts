import { evmAddress } from '../specials.ts';
import { alphanumeric, base58, hex, type LookAlike, lines, lookAlike, uuid } from './look-alike.ts';

/** What the clients of exchanges are full of: met as false findings in published packages, rebuilt here. */
export const sdkCode: LookAlike[] = [
  lookAlike(
    'sdk/switch-cases',
    ['worker.min.js', 'vendor/parser.js'],
    (r) => `${lines(60, () => `case ${r.int(1, 400)}:`).join('')}return ${r.int(1, 9)};default:return 0`,
  ),
  lookAlike('sdk/repeated-words', ['editor.css', 'theme.min.css'], (r) =>
    lines(20, () =>
      r.pick([
        '.action-list .action-item .action-label',
        '.focus.focus-inside .input-list .input-entry',
        'span.label.label .label',
      ]),
    ).join(','),
  ),
  lookAlike('sdk/word-lists-in-code', ['keywords.js', 'prism.js'], () => [
    'var keywords = "abstract any arrow as assert async await base boolean bridge call case catch change check choice class clean client close code cost"',
    'const names = ["action", "actual", "add", "address", "adjust", "admit", "advance", "advice", "agent", "agree", "ahead", "aim", "air", "alarm"].join(" ");',
  ]),
  lookAlike('sdk/type-names', ['lib/websocket-client.d.ts', 'llms.txt'], () => [
    "import { RestClientV5 } from 'bybit-api';",
    'export type WsKeyTopics = keyof WsApiKeyTopicMapV5;',
    'sendRequest<TWSKey extends keyof WsApiKeyTopicMapV5, TOperation extends WsApiKeyTopicMapV5[TWSKey]>(): void;',
    'list: SpotPublicTradeV5Full[];',
    '| typeof WS_KEY_MAP.spotFuturesUSDV4',
    'apiKeyInfo: ApiKeyInformationV5;',
    'secretKey: SecretKeyProviderV5[];',
  ]),
  lookAlike('sdk/object-ids', ['src/rest/User/Account.js', 'demo/index.js'], (r) => [
    "const API = require('kucoin-node-sdk');",
    '/** @return { "code": "200000", "data": [{',
    `"userId": "${r.int(1_550_000_000, 1_760_000_000).toString(16)}${hex(r, 16)}",`,
    `"subUserId": "${r.int(1_550_000_000, 1_760_000_000).toString(16)}${hex(r, 16)}",  // account of the sub user`,
    `"orderId": "${r.int(1_550_000_000, 1_760_000_000).toString(16)}${hex(r, 16)}" }] } */`,
    `await API.rest.getAccountInformation('${r.int(1_550_000_000, 1_760_000_000).toString(16)}${hex(r, 16)}');`,
  ]),
  lookAlike('sdk/withdraw-address', ['README.md', 'examples/withdraw.js'], (r) => [
    "const binance = new Binance().options({ APIKEY: '<key>', APISECRET: '<secret>' });",
    `binance.withdraw("BTC", "1${base58(r, 33)}", 0.2);`,
    `binance.withdraw("XRP", "r${base58(r, 32)}", 10, "${r.int(1e6, 9e6)}");`,
    `await client.withdraw({ coin: 'ETH', address: '${evmAddress(null, r)}' });`,
  ]),
  lookAlike('sdk/links', ['README.md', 'dist/index.js', 'METADATA'], (r) => [
    `// https://gist.github.com/someone/${hex(r, 32)}`,
    `[![codecov](https://codecov.io/gh/acme/bot/branch/main/graph/badge.svg?token=${alphanumeric(r, 10).toUpperCase()})](https://codecov.io/gh/acme/bot)`,
    `"enrtree://A${r.text(52, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567')}@all.example.ethdisco.net"`,
    `https://discord.gg/${alphanumeric(r, 10)} https://t.me/+${alphanumeric(r, 16)}`,
    `https://example.atlassian.net/wiki/x/${hex(r, 24)}`,
  ]),
  lookAlike('sdk/typed-by-hand', ['README.md', 'llms.txt', 'examples/auth.ts'], (r) => [
    `const API_KEY = 'bg_${hex(r, 4)}${'123'.repeat(6)}${hex(r, 6)}';`,
    "const apiKey = 'lkm12n3-2ba3-1mxf-fn13-lkm12n3a';",
    "api_secret: 'asdkjfhaksjdfhaksjdhfkajsdhfkjashdf'",
    "apiSecret: 'anotherAccountSecret',",
    "secret: 'yourSecretFromTheSettingsPage123'",
    `privateKey: '-----BEGIN EC PRIVATE KEY-----\\n${'ADFGHmkgnjdfg16k165kuu1kdtyudtyjdtyjytj/'.repeat(3)}\\n-----END EC PRIVATE KEY-----\\n',`,
    "passphrase: '12345678',",
  ]),
  lookAlike('sdk/constants-in-hex', ['config.d.ts', 'defaults.py'], (r) => [
    `export declare const DEFAULT_FUZZ_SEED = "0x${hex(r, 64)}";`,
    `DOMAIN_SEPARATOR_HASH = "0x${hex(r, 64)}"`,
    `const GENESIS = '0x${hex(r, 64)}';`,
    `forkId: '0x${hex(r, 8)}', terminalBlock: '0x${hex(r, 64)}'`,
  ]),
  lookAlike('sdk/doc-comments', ['client.d.ts', 'wallet.d.ts'], (r) => [
    '/**',
    ' * @example',
    " * import { createWalletClient, custom } from 'viem'",
    ` *   account: '${evmAddress(null, r)}',`,
    ` *   hash: '0x${hex(r, 64)}', id: '${uuid(r)}'`,
    ' * @param apiSecret the secret of the API key, see the settings of the account',
    ' */',
  ]),
  lookAlike('sdk/method-names', ['editor.js', 'buffer.min.js'], () => [
    'if(this.lineIdx>this.textBufferLineCount-1||this.lineIdx===this.textBufferLineCount-1&&this.lineCharOffset>=this.text.length)return null;',
    'licenseTokenProviderRegistrationService.registerTokenProviderFactoryForLicenses(tokenTypes.licenseApiToken);',
    '{"include":"#mnemonics-avx512-opmask"},"mnemonics-sha":{"patterns":[{"match":"(?i)\\\\bsha(1(msg[12]|nexte|rnds4)|256(msg[12]|rnds2))\\\\b","name":"keyword.operator"}]}',
  ]),
];

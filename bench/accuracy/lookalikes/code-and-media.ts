import type { Random } from '../random.ts';
import { alphanumeric, base64, hex, type LookAlike, lines, lookAlike } from './look-alike.ts';

/** Code, generated text and media that are dense with characters. */
export const codeAndMedia: LookAlike[] = [
  lookAlike('code/minified-identifiers', ['vendor.min.js'], (r) =>
    lines(
      300,
      () => `function ${alphanumeric(r, 3)}a(e,t){return e.apiKey=t.secretKey,this.${alphanumeric(r, 8)}a}`,
    ).join(';'),
  ),
  lookAlike('code/long-identifiers', ['Service.java', 'client.cs'], () => [
    'private final ApiKeyAuthenticationProviderFactoryConfigurationAdapter apiKeySecretProviderFactory;',
    'public void testGetApiSecretKeyReturnsNullWhenSecretManagerIsNotConfigured() {}',
    'const binanceApiSecretKeyEnvironmentVariableName = "BINANCE_API_SECRET_KEY_ENVIRONMENT_VARIABLE";',
    'secretKeyRef: krakenFuturesApiSecretKeyReferenceForProductionDeployment,',
  ]),
  lookAlike('code/source-map', ['main.js.map', 'bundle.css.map'], (r) =>
    JSON.stringify({
      version: 3,
      sources: ['binance.js'],
      names: ['apiKey', 'secret'],
      mappings: lines(400, () =>
        r.text(9, 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'),
      ).join(','),
    }),
  ),
  lookAlike('code/i18n', ['locales/en.json', 'lang/de.json'], () =>
    JSON.stringify(
      {
        'settings.apiKey.label': 'API key',
        'settings.apiSecret.placeholder': 'Enter the API secret of your Binance account',
        'errors.invalidApiKeySecretCombination': 'The API key and the secret do not belong together',
        secretKey: 'Geheimer Schlüssel',
        password: 'Passwort',
        apiKeyPassphrase: 'Passphrase des API-Schlüssels',
      },
      null,
      2,
    ),
  ),
  lookAlike('code/prose', ['README.md', 'docs/security.md'], () => [
    '# Setup',
    'Create an API key and an API secret at Binance, then paste the secret key into the settings dialog.',
    'Your API secret: shown only once, so store it safely. The api_key: see the account page.',
    'Kraken private key = the second line; passphrase: chosen by you at KuCoin.',
    'Never share your private key or seed phrase with anybody, not even support.',
  ]),
  lookAlike('code/schema', ['openapi.json', 'schema.graphql'], () =>
    JSON.stringify(
      {
        components: {
          securitySchemes: { apiKeyAuth: { type: 'apiKey', in: 'header', name: 'X-MBX-APIKEY' } },
          schemas: {
            Credentials: {
              properties: {
                apiKey: { type: 'string', description: 'The API key of the exchange account' },
                secretKey: { type: 'string', minLength: 64, pattern: '^[A-Za-z0-9]{64}$' },
              },
            },
          },
        },
      },
      null,
      2,
    ),
  ),
  lookAlike('code/sql-schema', ['schema.sql'], () => [
    'CREATE TABLE api_keys (id uuid PRIMARY KEY, exchange text, api_key varchar(128) NOT NULL, api_secret text, passphrase text);',
    'CREATE INDEX api_keys_exchange_api_key_idx ON api_keys (exchange, api_key);',
    "COMMENT ON COLUMN api_keys.api_secret IS 'encrypted with the application key';",
  ]),
  lookAlike('code/enums', ['errors.py', 'codes.ts'], () => [
    'ERROR_API_KEY_SECRET_INVALID = "error_api_key_secret_combination_invalid_or_expired"',
    'export const SECRET_KEY_STORAGE_IDENTIFIER = "kraken.trading.credentials.secretKey.v2";',
    'API_SECRET_HEADER = "KC-API-SECRET-HEADER-NAME"',
    "TOKEN_TYPE = 'urn:ietf:params:oauth:token-type:access_token'",
    'BINANCE_RATE_LIMIT_KEY = "binance:spot:weight:per:minute:limit"',
  ]),
  lookAlike('code/regexes', ['patterns.py', 'rules.toml'], () => [
    "BINANCE_KEY = re.compile(r'[A-Za-z0-9]{64}')",
    "regex = '''(?i)(?:kraken)(?:[0-9a-z\\-_\\t .]{0,20})(?:[\\s|']|[\\s|\"]){0,3}'''",
    'secret: /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}$/',
  ]),
  lookAlike('code/alphabets', ['base58.js', 'encoding.go'], () => [
    "const ALPHABET = '123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz';",
    "var key = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/=';",
    'const secretChars = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";',
    "token_alphabet = 'rpshnaf39wBUDNEGHJKLM4PQRST7VWXYZ2bcdeCg65jkm8oFqi1tuvAxyz'",
  ]),
  lookAlike('code/protobuf-descriptor', ['api_pb2.py', 'api.pb.go'], (r) => [
    `DESCRIPTOR = AddSerializedFile(b'\\n\\x0b${lines(40, () => `\\x${hex(r, 2)}${r.text(3, 'abcdefghij')}`).join('')}')`,
    `var file_desc = []byte{${lines(64, () => `0x${hex(r, 2)}`).join(', ')}}`,
  ]),
  lookAlike('code/numeric-arrays', ['tables.c', 'sbox.js'], (r) => [
    `static const unsigned char SBOX[64] = {${numbers(r, 64, 255)}};`,
    `const key = [${numbers(r, 16, 255)}];`,
    `int weights[] = {${numbers(r, 100, 9999)}};`,
    `const bytes = [${numbers(r, 64, 255)}];`,
    `PRICES = [${numbers(r, 64, 255)}]`,
  ]),
  lookAlike('code/hex-colours', ['theme.css', 'palette.json'], (r) =>
    lines(20, (i) => `  --colour-${i}: #${hex(r, 6)}; --shadow-${i}: #${hex(r, 8)};`),
  ),
  lookAlike('code/snapshot', ['__snapshots__/app.test.js.snap'], (r) =>
    lines(
      6,
      (i) =>
        `exports[\`renders ${i}\`] = \`<div class="css-${alphanumeric(r, 8)} sc-${alphanumeric(r, 6)} api-key-secret-form__input--${hex(r, 5)}"/>\`;`,
    ),
  ),
  lookAlike('code/css-modules', ['styles.module.css'], (r) =>
    lines(
      6,
      () =>
        `.secretKeyInput__${alphanumeric(r, 5)} { background: url(data:image/svg+xml;base64,${base64(r, 90)}); }`,
    ),
  ),
  lookAlike('media/base64-png', ['logo.ts', 'icons.css', 'okx.md'], (r) => [
    `export const BINANCE_LOGO = 'data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAA${base64(r, 900)}';`,
  ]),
  lookAlike('media/base64-font', ['fonts.css'], (r) => [
    `@font-face { src: url(data:font/woff2;base64,d09GMgABAAAAA${base64(r, 2000)}); }`,
  ]),
  lookAlike('media/notebook-image', ['plot.ipynb'], (r) =>
    JSON.stringify(
      {
        cells: [
          {
            cell_type: 'code',
            source: ['plot(kraken)'],
            outputs: [{ data: { 'image/png': `iVBORw0KGgo${base64(r, 3000)}` } }],
          },
        ],
      },
      null,
      1,
    ),
  ),
  lookAlike('media/svg-path', ['icon.svg', 'Logo.tsx'], (r) => [
    `<svg viewBox="0 0 24 24"><path d="M${lines(80, () => `${r.int(0, 24)}.${r.int(100, 999)} ${r.int(0, 24)}.${r.int(100, 999)}`).join('c')}z"/></svg>`,
  ]),
  lookAlike('media/wasm-base64', ['wasm.js'], (r) => [`var wasmBinary = "AGFzbQEAAAAB${base64(r, 3000)}";`]),
  lookAlike('media/uuencoded', ['archive.txt'], (r) =>
    lines(20, () => `M${r.text(60, '!"#$%&\'()*+,-./0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[]^_')}`),
  ),
  lookAlike('media/mail-attachment', ['message.eml'], (r) => [
    'Content-Transfer-Encoding: base64',
    '',
    ...lines(20, () => base64(r, 57)),
  ]),
];

function numbers(random: Random, count: number, high: number): string {
  return lines(count, () => String(random.int(0, high))).join(', ');
}

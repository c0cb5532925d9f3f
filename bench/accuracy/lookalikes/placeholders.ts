import type { Random } from '../random.ts';
import { type LookAlike, LURES, lookAlike } from './look-alike.ts';

const STYLES: readonly string[] = [
  'YOUR_API_KEY',
  'YOUR-API-KEY',
  'your_exchange_key',
  'your_exchange_secret',
  '<YOUR_API_KEY>',
  '<key>',
  '<API-SECRET>',
  'xxx',
  'XXXXXXXX',
  'XXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXX',
  'xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx',
  '...',
  '***',
  '********************************',
  'changeme',
  'change-me-please',
  'REDACTED',
  '[REDACTED]',
  'API_KEY_HERE',
  'PUT_YOUR_KEY_HERE',
  'INSERT_KEY',
  'insert-your-secret-key-here',
  'MY_API_KEY',
  'MY_SECRET',
  'my-api-key',
  'api_key',
  'api-secret',
  'key',
  'secret',
  'test',
  'dummy',
  'fake',
  'sample',
  'TODO',
  'none',
  'null',
  '',
  'SUAAPI',
  'SUASENHA',
  'DEIN_API_KEY',
  'DEIN_GEHEIMNIS',
  'VOTRE_CLE_API',
  'TU_CLAVE_API',
  '你的api_key',
  '填入你的密钥',
  'ваш_ключ',
  'あなたのAPIキー',
  'somethingrandom',
  'SuperSecurePassword',
  'super-secret',
  'your-256-bit-secret',
  'fill_me_in',
  'paste-your-secret-key-from-the-exchange-here',
  'abcdefghijklmnopqrstuvwxyz0123456789',
  '0123456789abcdef0123456789abcdef',
  '1234567890',
  '12345678901234567890123456789012',
  'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa',
  '0000000000000000000000000000000000000000000000000000000000000000',
  'deadbeefdeadbeefdeadbeefdeadbeef',
  'YourApiKeyFromBinanceWithTradingPermissions',
  'example-api-secret-value-for-tests',
  'this_is_a_fake_secret_key_for_testing_only',
  'FAKE_KEY_FOR_UNIT_TESTS_0001',
  'ENTER_YOUR_SECRET_KEY_HERE_64_CHARACTERS',
  'foobarbazfoobarbazfoobarbazfoobarbaz',
  'testtesttesttesttesttesttesttest',
  'not-a-real-key',
  'replace_with_actual_secret',
  '{api_key}',
  '[your api key]',
  '(secret)',
  '%API_KEY%',
  '@@API_SECRET@@',
  '__API_SECRET__',
  '$(API_SECRET)',
  '#{api_secret}#',
  '0xYOUR_PRIVATE_KEY',
  '0x...',
  'your private key without 0x',
  'word1 word2 word3 word4 word5 word6 word7 word8 word9 word10 word11 word12',
  'your twelve word seed phrase goes here',
  '-----BEGIN EC PRIVATE KEY-----\\nYOUR_PRIVATE_KEY\\n-----END EC PRIVATE KEY-----\\n',
  'organizations/{org_id}/apiKeys/{key_id}',
  '00000000-0000-0000-0000-000000000000',
  '123456:ABC-DEF',
  'bot_token_here',
  'qwertyuiopasdfghjklzxcvbnm',
];

const REFERENCES: readonly ((random: Random) => string)[] = [
  (r) =>
    `api_key = os.getenv("${name(r)}_API_KEY")\napi_secret = os.environ["${name(r)}_API_SECRET"]\npassphrase = os.environ.get('${name(r)}_PASSPHRASE', '')\n`,
  (r) =>
    `const apiKey = process.env.${name(r)}_API_KEY;\nconst apiSecret = process.env['${name(r)}_API_SECRET'] || '';\nconst other = import.meta.env.VITE_API_KEY;\n`,
  (r) => `apiKey := os.Getenv("${name(r)}_API_KEY")\nsecret, ok := os.LookupEnv("${name(r)}_API_SECRET")\n`,
  (r) =>
    `env:\n  API_KEY: \${{ secrets.${name(r)}_API_KEY }}\n  API_SECRET: \${{ secrets.${name(r)}_API_SECRET }}\n`,
  (r) =>
    `api_key: "{{ lookup('env', '${name(r)}_API_KEY') }}"\napi_secret: "{{ vault_${name(r).toLowerCase()}_api_secret }}"\n`,
  (r) =>
    `${name(r)}_API_KEY=\${${name(r)}_API_KEY}\n${name(r)}_API_SECRET=$${name(r)}_SECRET\nPASSWORD=%${name(r)}_PASSWORD%\n`,
  (r) => `api_key = ENV["${name(r)}_API_KEY"]\nsecret = ENV.fetch('${name(r)}_API_SECRET')\n`,
  (r) =>
    `apiKey: <%= ENV['${name(r)}_API_KEY'] %>\nsecret: {{ .Values.${name(r).toLowerCase()}.apiSecret }}\n`,
  (r) =>
    `api_key = "op://trading/${name(r).toLowerCase()}/api_key"\napi_secret = "vault:secret/data/${name(r).toLowerCase()}#api_secret"\n`,
  (r) =>
    `SECRET_ARN=arn:aws:secretsmanager:eu-west-1:123456789012:secret:prod/${name(r).toLowerCase()}/api-AbCdEf\napi_secret: !secret ${name(r).toLowerCase()}_api_secret\n`,
  (r) =>
    `secretKeyRef:\n  name: ${name(r).toLowerCase()}-credentials\n  key: api-secret-key-for-production\n`,
  (r) =>
    `api_secret = data.aws_secretsmanager_secret_version.${name(r).toLowerCase()}.secret_string\napi_key = var.${name(r).toLowerCase()}_api_key\n`,
  (r) =>
    `String apiKey = System.getenv("${name(r)}_API_KEY");\nString apiSecret = config.getString("${name(r).toLowerCase()}.api.secret.key.value");\n`,
  (r) =>
    `client = Client(api_key=settings.${name(r)}_API_KEY, api_secret=get_secret_value("${name(r).toLowerCase()}-api-secret-production"))\n`,
  (r) =>
    `let key = env::var("${name(r)}_API_KEY").expect("${name(r)}_API_KEY must be set in the environment before start");\n`,
  () =>
    `api_key = keyring.get_password("binance-trading-account", "api_key")\napi_secret = getpass.getpass("Enter the API secret of your account: ")\n`,
  () =>
    `password: file:///run/secrets/exchange_api_secret\napi_secret_file: /etc/trading/secrets/binance_api_secret.txt\n`,
  () =>
    `exchange.apiKey = config.exchanges.binance.credentials.apiKey\nexchange.secret = this.configService.get('BINANCE_API_SECRET_KEY')\n`,
];

/** Placeholders in every style, in every kind of file, and references to where the secret really is. */
export const placeholders: LookAlike[] = [
  ...STYLES.map((style, index) =>
    lookAlike(`placeholder/${index}-${slug(style)}`, ['file'], (r) => written(style, r)),
  ),
  ...REFERENCES.map((write, index) =>
    lookAlike(`reference/${index}`, ['src/config.py', 'config/settings.yml', 'bot.js', 'main.tf'], write),
  ),
];

function name(random: Random): string {
  return random.pick(LURES).toUpperCase();
}

function slug(style: string): string {
  return style.replace(/[^A-Za-z0-9]+/g, '-').slice(0, 24) || 'empty';
}

/** The placeholder as the value of credential names, in one of several syntaxes. */
function written(style: string, random: Random): string {
  const lure = name(random);
  const low = lure.toLowerCase();
  return random.pick([
    `${lure}_API_KEY=${style}\n${lure}_API_SECRET=${style}\n`,
    `api_key = "${style}"\napi_secret = "${style}"\nexchange = "${low}"\n`,
    `{"exchange": {"name": "${low}", "key": "${style}", "secret": "${style}", "password": "${style}"}}\n`,
    `const client = new ccxt.${low}({ apiKey: '${style}', secret: '${style}' });\n`,
    `${low}:\n  api_key: "${style}"\n  api_secret: '${style}'\n`,
    `curl -H "X-MBX-APIKEY: ${style}" https://api.binance.com/api/v3/account\n`,
    `export PRIVATE_KEY=${style}\nexport MNEMONIC="${style}"\n`,
  ]);
}

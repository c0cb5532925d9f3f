import { describe, expect, it } from 'vitest';
import { LETTERS_AND_DIGITS, randomText, scan, seen } from './made.ts';

/** What people choose; the digits come from a seed. */
const PASSWORD = `copper-lantern-${randomText('0123456789', 4, 'named')}`;

describe('a password that only its name tells', () => {
  it.each([
    ['.env', `WEBHOOK_PASSPHRASE=${PASSWORD}`],
    ['settings.yml', `webhook_passphrase: ${PASSWORD}`],
    ['settings.json', `{"webhookPassphrase": "${PASSWORD}"}`],
    ['app.conf', `webhook-passphrase = ${PASSWORD}`],
    ['config.xml', `<webhookPassphrase>${PASSWORD}</webhookPassphrase>`],
    ['settings.xml', `<WebhookPassphrase><![CDATA[${PASSWORD}]]></WebhookPassphrase>`],
    ['strings.xml', `<string name="webhook_passphrase">${PASSWORD}</string>`],
    ['manifest.xml', `<meta-data android:name="WEBHOOK_PASSPHRASE" android:value="${PASSWORD}" />`],
  ])('is found in %s, in any spelling', (path, text) => {
    expect(seen(scan(`${text}\n`, path))).toEqual([
      { issuer: 'tradingview', values: { passphrase: PASSWORD } },
    ]);
  });

  it.each([
    'WEBHOOK_PASSPHRASE = "@"',
    'webhook_passphrase: str = "@"',
    'WEBHOOK_PASSPHRASE = os.getenv("WEBHOOK_PASSPHRASE", "@")',
    'webhook_passphrase = SecretStr("@")',
  ])('is found in code that holds other values: %s', (line) => {
    const order = randomText(LETTERS_AND_DIGITS, 32, 'order');
    const text = `LAST_ORDER = "${order}"\n${line.replace('@', PASSWORD)}\n`;
    expect(seen(scan(text, 'app.py'))).toEqual([{ issuer: 'tradingview', values: { passphrase: PASSWORD } }]);
  });

  it.each([
    ['keys.ts', "const gethWalletPassword = <string>'@';"],
    ['bot.py', 'os.environ["HAAS_PASSWORD"] = "@"'],
    ['client.rb', "k = ENV['HAAS_PASSWORD'] || '@'"],
    ['env.rb', "ENV['FREQTRADE_EXCHANGE_PASSWORD'] ||= '@'"],
    ['config.js', "const client = new RestClient({ freqtradeExchangePassword: '@' });"],
    ['nest.ts', "config.get<string>('gethWalletPassword', '@')"],
    ['client.go', 'opts := NewBuilder().WithHaasonlinePassword("@").Build()'],
    ['index.html', '<div id="app" data-tv-password="@"></div>'],
    ['build.gradle.kts', 'val v0 = System.getenv("TV_PASSWORD") ?: "@"'],
    ['Containerfile', 'ENV GUNBOT_PASSPHRASE="@"'],
    ['main.rs', '    env::set_var("MASTERPASSPHRASE", "@");'],
    ['.vimrc', "let g:keystore_pass = '@'"],
  ])('is found in %s, alone in its file: %s', (path, line) => {
    const found = scan(`${line.replace('@', PASSWORD)}\n`, path);
    expect(found.flatMap(({ parts }) => parts.map(({ value }) => value.expose()))).toEqual([PASSWORD]);
  });

  it.each([
    ['settings.py', (list: string) => `okx_passphrase = bytes([${list}]).decode()`],
    ['Config.java', (list: string) => `byte[] okxPassphrase = new byte[]{${list}};`],
  ])('is found in the bytes of %s', (path, write) => {
    const text = write([...PASSWORD].map((letter) => letter.charCodeAt(0)).join(', '));
    expect(seen(scan(`${text}\n`, path))).toEqual([{ issuer: 'okx', values: { passphrase: PASSWORD } }]);
  });

  it.each([
    ['keys.py', (list: string) => `okx_passphrase = ''.join([${list}])`],
    ['keys.js', (list: string) => `const okxPassphrase = [${list}].join('');`],
  ])('is found in the letters of %s', (path, write) => {
    const text = write([...PASSWORD].map((letter) => `'${letter}'`).join(', '));
    expect(seen(scan(`${text}\n`, path))).toEqual([{ issuer: 'okx', values: { passphrase: PASSWORD } }]);
  });

  it.each([
    ['freqtrade', 'user_data/config.json', '{"bot_name": "freqtrade", "api_server": {"password": "@"}}'],
    ['freqtrade', 'config.yml', '# freqtrade\napi_server:\n  enabled: true\n  password: "@"'],
    ['jesse', '.env', 'PASSWORD=@\nPOSTGRES_NAME=jesse_db'],
    ['gunbot', 'gunbot/start.rb', "k = ENV['PASSPHRASE'] || '@'"],
    ['ethereum-keystore-v3', 'geth/order.js', "  #keystorePassword = '@';"],
    ['hummingbot', 'bots/hummingbot/client.cs', 'client.Headers.Add("X-gateway-passphrase", "@");'],
  ])('is given to %s, which something else names: %s', (issuer, path, text) => {
    const found = seen(scan(`${text.replace('@', PASSWORD)}\n`, path));
    expect(found.map((one) => [one.issuer, Object.values(one.values)])).toEqual([[issuer, [PASSWORD]]]);
  });

  it.each([
    ['api-server-password', '{"bot_name": "freqtrade", "api_server": {"username": "me", "password": "@"}}'],
    ['exchange-password', '{"bot_name": "freqtrade", "exchange": {"key": "", "password": "@"}}'],
    ['exchange-password', 'FREQTRADE__EXCHANGE__PASSWORD=@'],
  ])('is the %s where one issuer has several: %s', (kind, text) => {
    const found = scan(`${text.replace('@', PASSWORD)}\n`, 'freqtrade/config.json');
    expect(found.flatMap(({ parts }) => parts.map((part) => part.kind))).toEqual([kind]);
  });

  it.each([
    'password',
    'changeme1',
    'password123',
    'admin1234',
    'freqtrade',
    'your_password1',
    'test12345',
    's3cret',
  ])('is no dummy: %s', (dummy) => {
    const text = `bot_name = "freqtrade"\nFREQTRADE__API_SERVER__PASSWORD = "${dummy}"\n`;
    expect(scan(text, 'freqtrade/app.py')).toEqual([]);
  });

  it.each([
    'password = form.value1234',
    'password = hash("sha256-of-name22")',
    'grafana_password = "copper-lantern-2211"',
    'assert password != "copper-lantern-2211x"[:3]',
  ])('is none of an exchange that is only named somewhere: %s', (line) => {
    const far = '# spaces\n'.repeat(300);
    expect(scan(`name = "okx"\n${far}${line}\n`, 'app.py')).toEqual([]);
  });

  it.each(['webhook_passphrase = passphrase', 'webhook_passphrase = "wrong"', 'check(WEBHOOK_PASSPHRASE)'])(
    'is none in %s',
    (line) => {
      const order = randomText(LETTERS_AND_DIGITS, 32, 'order');
      expect(scan(`LAST_ORDER = "${order}"\n${line}\n`, 'app.py')).toEqual([]);
    },
  );
});

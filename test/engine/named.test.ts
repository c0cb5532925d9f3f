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

  it.each(['webhook_passphrase = passphrase', 'webhook_passphrase = "wrong"', 'check(WEBHOOK_PASSPHRASE)'])(
    'is none in %s',
    (line) => {
      const order = randomText(LETTERS_AND_DIGITS, 32, 'order');
      expect(scan(`LAST_ORDER = "${order}"\n${line}\n`, 'app.py')).toEqual([]);
    },
  );
});

import { describe, expect, it } from 'vitest';
import { LETTERS_AND_DIGITS, madeValue, owners, randomText, scan } from './made.ts';

/** Names and headings that mean somebody without a rule, as they stand beside an exchange's in real files. */

const HEX = randomText('0123456789abcdef', 64, 'stranger');
const SHORT = randomText('0123456789abcdef', 32, 'stranger');
const KEY = madeValue('bybit', 'api-key');
const SECRET = madeValue('bybit', 'hmac-secret');

const STRANGERS: [string, string, string, string][] = [
  [
    'a variable of a service beside those of an exchange',
    '.env',
    `BYBIT_API_KEY=${KEY}\nBYBIT_API_SECRET=${SECRET}\nNVIDIA_API_KEY=${HEX}\n`,
    HEX,
  ],
  [
    "the program's own secret beside an exchange's",
    '.env',
    `PLATFORM_SECRET=${HEX}\nBYBIT_API_KEY=${KEY}\nBYBIT_API_SECRET=${SECRET}\n`,
    HEX,
  ],
  [
    'a variable of a data service beside those of a node provider',
    '.env',
    `INFURA_API_KEY=${SHORT}\n\n# CryptoQuant\nCRYPTOQUANT_API_KEY=${HEX}\n`,
    HEX,
  ],
  [
    'a heading like the one above it, for an exchange without a rule',
    'SECURITY.md',
    `### 2. ZebPay API Credentials\nAPI Key: revoked\n\n### 3. Coinswap API Credentials\nAPI Secret: ${HEX}\n`,
    HEX,
  ],
  [
    'a heading like the one above it, with a whole credential under each',
    'SECURITY.md',
    `### 2. ZebPay API Credentials\n\`\`\`\nAPI Key: ${madeValue('zebpay', 'api-key')}\nAPI Secret: ${madeValue('zebpay', 'api-secret')}\n\`\`\`\n\n### 3. CoinSwitch API Credentials\n\`\`\`\nAPI Key: ${randomText('0123456789abcdef', 64, 'swap')}\nAPI Secret: ${HEX}\n\`\`\`\n`,
    HEX,
  ],
];

describe('strangers', () => {
  it.each(STRANGERS)('%s: named for nobody', (_, path, text, value) => {
    expect(owners(scan(text, path)).get(value)).toBe('generic');
  });

  it('are two where their names are two', () => {
    const text = `PLATFORM_SECRET=${HEX}\nBYBIT_API_KEY=${KEY}\nBYBIT_API_SECRET=${SECRET}\nNVIDIA_API_KEY=nvapi-${randomText(LETTERS_AND_DIGITS, 64, 'nv')}\n`;
    expect(scan(text, 'plan.md').map(({ parts }) => parts.length)).toEqual([1, 2, 1]);
  });

  it.each([
    ['MAIN_API_SECRET', 'TEST_API_SECRET'],
    ['SPOT_API_SECRET', 'FUTURES_API_SECRET'],
  ])('%s beside BYBIT_TESTNET is of the exchange still', (name, other) => {
    const second = madeValue('bybit', 'hmac-secret', 2);
    const found = owners(scan(`BYBIT_TESTNET=false\n${name}=${SECRET}\n${other}=${second}\n`, '.env'));
    expect([found.get(SECRET), found.get(second)]).toEqual(['bybit', 'bybit']);
  });

  it('a key whose form is that of one exchange alone is not of the other that the file names', () => {
    const key = madeValue('mexc', 'api-key');
    const secret = madeValue('mexc', 'api-secret');
    const text = `from bybit_trading_bot import user_manager\n\napi_key = "${key}"\napi_secret = "${secret}"\nprint("exchange: bybit")\n`;
    const found = owners(scan(text, 'create_user.py'));
    expect([found.get(key), found.get(secret)]).toEqual(['mexc', 'mexc']);
  });

  it('a value in the section of an exchange that has none of this shape is not of another in the file', () => {
    const value = randomText(LETTERS_AND_DIGITS, 50, 'section');
    const uuid = madeValue('coinone', 'secret-key');
    const text = `[ZAIF]\nclient_secret = ${value}\n\n[COINONE]\nsecret_key = ${uuid}\n`;
    const found = owners(scan(text, 'user.ini'));
    expect([found.get(value), found.get(uuid)]).toEqual(['zaif', 'coinone']);
  });
});

import { describe, expect, it } from 'vitest';
import { LETTERS_AND_DIGITS, madeValue, owners, pairOf, randomText, scan } from './made.ts';

/** Shapes met in real trading code: values that were missed, and look-alikes that were reported. */

const KEY = madeValue('bitmex', 'api-key');
const SECRET = madeValue('bitmex', 'api-secret');
const BASE58 = '123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz';

describe('an exchange as an argument before the key and the secret', () => {
  it.each([
    ['a class reference', 'Main.kt', `val exchange = Wrapper(BitmexExchange::class, "${KEY}", "${SECRET}")`],
    [
      'a class reference, over lines',
      'Main.kt',
      `val exchange = Wrapper(BitmexExchange::class,\n        "${KEY}",\n        "${SECRET}")`,
    ],
    ['a string', 'main.py', `exchange = make("bitmex", "${KEY}", "${SECRET}")`],
    ['a member', 'main.ts', `const trader = new Trader(Exchange.Bitmex, '${KEY}', '${SECRET}');`],
  ])('%s', (_, path, text) => {
    const [credential, ...others] = scan(text, path);
    expect(others).toEqual([]);
    expect(credential?.issuer).toBe('bitmex');
    expect(credential?.parts.map(({ role, value }) => [role, value.expose()])).toEqual([
      ['secret', SECRET],
      ['apiKey', KEY],
    ]);
  });
});

const uuid = (seed: string): string => {
  const hex = randomText('0123456789abcdef', 32, seed);
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
};

/** Lines of base64 as a notebook wraps them. */
const wrapped = (length: number): string =>
  Array.from({ length: 12 }, (_, line) => `${randomText(`${LETTERS_AND_DIGITS}+/`, length, line)}\\n`).join(
    '',
  );

const LOOK_ALIKES: [string, string, string][] = [
  [
    'the public key token of an assembly',
    'Coinbase.csproj',
    `<Reference Include="Coinbase.Core, Version=6.0.0.0, PublicKeyToken=${randomText('0123456789abcdef', 16, 'token')}">`,
  ],
  [
    'the id of a program in the address of a sign-up page',
    'Login.kt',
    `val url = "https://www.coinbase.com/users/oauth_signup?client_id=${randomText('0123456789abcdef', 64, 'id')}&scope=all"`,
  ],
  [
    'a private field whose name is a modifier in capitals',
    'service.ts',
    `class Service {\n  private GLOBAL = new PublicKey(\n    "${randomText(BASE58, 44, 'global')}"\n  );\n}`,
  ],
  ['a private method', 'Feed', `  private isLarge2Hop4Swap3Leg5(decoded: Swap): void {`],
  [
    'a type in the head of a C function',
    'hash_impl',
    'static void secp256k1_hmac_sha256_initialize(secp256k1_hmac_sha256_t *hash, const unsigned char *key) {',
  ],
  [
    'an image in a notebook',
    'analysis.ipynb',
    `{"source": ["import coinone\\n"], "data": {"secret/png": "${wrapped(76)}"}}`,
  ],
  ['the id of a class', 'keys.py', `SECRET_KEY_ExtendedTile = (IID("{${uuid('class').toUpperCase()}}"), 9)`],
  [
    'counting in threes',
    'guide.md',
    "user = {'bybit_api_key': 'ABC123DEF456GHI789JKL012MNO345PQR678STU901VWX234YZ567'}",
  ],
  [
    'an address beside a picture with escaped signs',
    'tokens.js',
    `const USDC = new Coin('${randomText('0123456789abcdef', 64, 'coin')}', { icon: 'data:image/svg+xml,%3Csvg%3E%3Cpath d=%22M12.3c1-.3c2%22/%3E%3C/svg%3E' });`,
  ],
  [
    'an account of Stellar that signs',
    'signer.py',
    `signer_key = "G${randomText('ABCDEFGHIJKLMNOPQRSTUVWXYZ234567', 55, 'stellar')}"`,
  ],
  ['the UUID of a test', 'test_sessions.py', `BYBIT_KEY = '${uuid('session')}'`],
  ['counting in turns', '.env', 'MEXC_API_SECRET=a1b2c3d4e5f6g7h8i9j0k1l2m3n4'],
  ['a sentence', 'settings.py', 'BITMEX_API_KEY = "zIpleaseusemineinstead4Xq"'],
];

describe('look-alikes of real code', () => {
  it.each(LOOK_ALIKES)('%s', (_, path, text) => {
    expect([...owners(scan(text, path)).values()]).toEqual([]);
  });

  it('a wallet key in a function that derives is of no exchange', () => {
    const [key, address] = pairOf('evm-address');
    const text = `def test_derive_public_address_success(self):\n    private_key = "${key}"\n    public_address = "${address}"\n`;
    expect(owners(scan(text, 'test_wallet.py')).get(key)).toBe('evm-private-key');
  });

  it('the password of a mailbox is no passphrase of the key beside it', () => {
    const key = randomText('0123456789abcdef', 39, 'mail');
    const found = owners(scan(`SOME_API_KEY=${key}\nEMAIL_PASSWORD=abqd efzh ijkm qrwt\n`, '.env'));
    expect([...found.keys()]).toEqual([key]);
  });
});

it.each([
  ['client_id', 'client_secret'],
  ['clientid', 'clientsecret'],
])(
  'finds the password of the account beside %s and %s of an exchange that takes all three',
  (first, second) => {
    const [id, secret] = [madeValue('korbit', 'client-id'), madeValue('korbit', 'client-secret')];
    const password = `Lantern${randomText('0123456789', 4, 'korbit')}Harbor!@`;
    const text = `[KORBIT]\n${first} = ${id}\n${second} = ${secret}\nusername = someone@example.org\npassword = ${password}\n`;
    const [found, ...others] = scan(text, 'config/user.ini');
    expect(others).toEqual([]);
    expect(found?.parts.map(({ role, value }) => [role, value.expose()])).toEqual([
      ['secret', secret],
      ['passphrase', password],
      ['apiKey', id],
    ]);
  },
);

import { Buffer } from 'node:buffer';
import { describe, expect, it } from 'vitest';
import { LETTERS_AND_DIGITS, madeValue, randomText, scan, seen } from './made.ts';

const KEY = madeValue('okx', 'api-key', 'row');
const SECRET = madeValue('okx', 'api-secret', 'row');
const PASSPHRASE = `Harbor${randomText('0123456789', 4, 'row')}Lantern!`;

function filled(text: string): string {
  return text.replace('K@', KEY).replace('S@', SECRET).replace('P@', PASSPHRASE);
}

describe('a passphrase without a name', () => {
  it.each([
    ['accounts.csv', 'okx,K@,S@,P@'],
    ['okx/api_key.txt', 'K@:S@:P@'],
    ['okx/api_key.txt', 'K@ S@ P@'],
    ['okx_keys.txt', 'K@;S@;P@'],
    ['bot.cpp', 'std::map<std::string, Keys> accounts = {{"okx", {"K@", "S@", "P@"}}};'],
    ['bot.py', 'okx = Client("K@", "S@", "P@")'],
    ['Config.java', '// okx\n{ o.setApiKey("K@"); }\n{ o.setSecretKey("S@"); }\n{ o.setPassphrase("P@"); }'],
  ])('belongs to the key and secret before it, in %s: %s', (path, text) => {
    expect(seen(scan(`${filled(text)}\n`, path))).toEqual([
      { issuer: 'okx', values: { apiKey: KEY, secret: SECRET, passphrase: PASSPHRASE } },
    ]);
  });

  it.each(['okx,K@,S@,BTC-USDT', 'okx,K@,S@,enabled', 'okx,K@,S@,2024-01-01', 'okx,K@,S@,main.json'])(
    'is nothing else that stands there: %s',
    (text) => {
      expect(seen(scan(`${filled(text)}\n`, 'accounts.csv'))).toEqual([
        { issuer: 'okx', values: { apiKey: KEY, secret: SECRET } },
      ]);
    },
  );
});

describe('a secret whose name stands where few languages put it', () => {
  const secret = randomText('0123456789abcdef', 64, 'far');
  it.each([
    ['main.rs', 'const API_SECRET: &str = match option_env!("API_SECRET") { Some(v) => v, None => "%V" };'],
    ['main.rs', 'let k = match env::var("BOT_API_SECRET") { Ok(v) => v, Err(_) => "%V".to_string() };'],
    ['sharedStrings.xml', '<sst><si><t>api secret key</t></si><si><t>%V</t></si></sst>'],
    [
      'run.ps1',
      `$ApiSecret = -join @('${secret.slice(0, 22)}', '${secret.slice(22, 44)}', '${secret.slice(44)}')`,
    ],
    ['passwords.csv', 'url,username,password,extra\nhttps://x.org,me,x,"api key: 1 api secret: %V"'],
  ])('is found in %s: %s', (path, text) => {
    const found = scan(`${text.replace('%V', secret)}\n`, path);
    expect(found.flatMap(({ parts }) => parts.map(({ value }) => value.expose()))).toEqual([secret]);
  });
});

/** A token that nobody signed, with these times. */
function tokenOf(payload: object): string {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const signature = randomText(LETTERS_AND_DIGITS, 43, 'jwt');
  return `${part({ alg: 'HS256', typ: 'JWT' })}.${part(payload)}.${signature}`;
}

const LIVING = tokenOf({ sub: '71634', iat: 1_700_000_000, exp: 1_900_000_000 });

describe('a token that nothing gives to an issuer', () => {
  it.each([
    ['a JWT', tokenOf({ sub: '71634', iat: 1_700_000_000, exp: 1_900_000_000 }), 1],
    ['a JWT without an end', tokenOf({ sub: '71634', scope: 'trade' }), 1],
    ['what only looks like a JWT', tokenOf({ sub: '71634', exp: 1_900_000_000 }).replace('iOi', 'iOiq'), 0],
    ['a JWT of a session', tokenOf({ sub: '71634', iat: 1_700_000_000, exp: 1_700_003_600 }), 0],
    ['parts with colons', `ro:${randomText('0123456789', 9, 1)}:${randomText('0123456789abcdef', 64, 2)}`, 1],
    ['a host', 'token.service-v2.prod1.example.com:8443', 0],
    ['a version', 'release-2.14.3:build.20240101.7', 0],
  ])('is found under a strong name: %s', (_, token, count) => {
    expect(scan(`API_ACCESS_TOKEN=${token}\n`, '.env')).toHaveLength(count);
  });

  it.each([
    '"access_token": "%J"',
    'access_token=%J',
    '<p _access_token_:_%J_>',
    '<p _access_token_:_%J_refresh_token_:_%J_="&quot;access_token&quot;:&quot;%J&quot;">',
    'access_token:%J',
    'https://x.org/login?access_token=%J&next=1',
    'state=%7B%22access_token%22%3A%22%J%22%7D',
    '{\\"access_token\\":\\"%J\\",\\"refresh_token\\":\\"%J\\"}',
    'access_token: bearer-%J',
    'access_token %J',
  ])('is none where it is a session or none at all, and one where it lives: %s', (text) => {
    const found = (token: string) =>
      scan(`${text.replaceAll('%J', token)}\n`, 'page.txt').map(({ parts }) => parts[0]!.value.expose());
    const session = tokenOf({ sub: '71634', iat: 1_700_000_000, exp: 1_700_003_600 });
    expect(found(session)).toEqual([]);
    expect(found(session.replace('.', '.A'))).toEqual([]);
    expect(found(LIVING)).not.toEqual([]);
    expect(found(LIVING).filter((value) => !value.startsWith(LIVING))).toEqual([]);
  });

  it('is no JWT without its signature', () => {
    const unsigned = LIVING.slice(0, LIVING.lastIndexOf('.'));
    for (const value of [unsigned, `${unsigned}.`])
      expect(scan(`api_token: "${value}"\n`, 'a.yml')).toEqual([]);
  });

  it('is a JWT in pieces', () => {
    const [header, payload, signature] = LIVING.split('.');
    const text = `API_TOKEN = "${header}.${payload}." + "${signature}"\n`;
    expect(scan(text, 'trading/a.py').map(({ parts }) => parts[0]!.value.expose())).toEqual([LIVING]);
  });

  it('may be long where only credentials have its name', () => {
    const long = randomText('0123456789abcdef', 480, 'long');
    expect(scan(`API_SECRET=${long}\n`, '.env')).toHaveLength(1);
    expect(scan(`data: ${long}\n`, 'a.yml')).toEqual([]);
    expect(scan(`bytecode_key: ${long}\n`, 'a.yml')).toEqual([]);
  });
});

describe('a key and its secret', () => {
  it.each([
    ['page.txt', '|okx api key live|{{K@}}|\n|okx api secret live|{{S@}}|'],
    ['urls.txt', 'https://K@:S@@www.okx.com/api/v5'],
    ['.netrc', 'machine www.okx.com\n  login K@\n  password S@'],
    ['okx/ClientTests.cs', '[InlineData("K@", "S@")]\npublic void Signs(string key, string secret)'],
    [
      'okx/result.json',
      '{"name": "Anna", "text": ["api key: ", {"type": "code", "text": "K@"}, "\\n", "api secret: ", {"type": "code", "text": "S@"}]}',
    ],
    ['okx.patch', 'API_KEY=[-changeme-]{+K@+}\nAPI_SECRET=[-changeme-]{+S@+}'],
  ])('are found and united in %s: %s', (path, text) => {
    expect(seen(scan(`${filled(text)}\n`, path))).toEqual([
      { issuer: 'okx', values: { apiKey: KEY, secret: SECRET } },
    ]);
  });

  it.each([
    [
      'vars.yml',
      `okx_key: K@\nokx_secret: S@\nokx_passphrase: "{{ lookup('env', 'P') | default('P@', true) }}"`,
    ],
    ['okx.patch', 'API_KEY=[-x-]{+K@+}\nAPI_SECRET=[-x-]{+S@+}\nAPI_PASSPHRASE=[-x-]{+P@+}'],
    ['main.cpp', 'Okx::Client api{"K@", "S@", "P@"};'],
  ])('have their passphrase in %s: %s', (path, text) => {
    expect(seen(scan(`${filled(text)}\n`, path))).toEqual([
      { issuer: 'okx', values: { apiKey: KEY, secret: SECRET, passphrase: PASSPHRASE } },
    ]);
  });
});

import { describe, expect, it } from 'vitest';
import { LETTERS_AND_DIGITS, madeValue, owners, randomText, scan } from './made.ts';

/** Secrets with which a web application signs its own cookies and tokens, in files that are about an exchange. */

const apiKey = madeValue('binance', 'api-key');
const secret = madeValue('binance', 'hmac-secret');
const own = randomText(LETTERS_AND_DIGITS, 64, 'own');

const SALTS = ['AUTH_KEY', 'SECURE_AUTH_KEY', 'LOGGED_IN_KEY', 'NONCE_KEY', 'AUTH_SALT', 'NONCE_SALT'];

describe('salts of WordPress', () => {
  const salts = SALTS.map((name) => [name, randomText(LETTERS_AND_DIGITS, 64, name)] as const);

  it.each([
    ['wp-config.php', (name: string, value: string) => `define('${name}', '${value}');`],
    ['.env', (name: string, value: string) => `${name}='${value}'`],
  ])('in %s are no exchange’s', (path, line) => {
    const lines = [['BINANCE_API_KEY', apiKey], ['BINANCE_API_SECRET', secret], ...salts] as const;
    const found = owners(scan(`${lines.map(([name, value]) => line(name, value)).join('\n')}\n`, path));
    expect([found.get(apiKey), found.get(secret)]).toEqual(['binance', 'binance']);
    expect(salts.map(([, value]) => found.get(value)).filter((owner) => owner === 'binance')).toEqual([]);
  });

  it('leave an AUTH_KEY of an exchange to it', () => {
    expect(owners(scan(`AUTH_KEY = "${apiKey}"\nSECRET = "${secret}"\n`, 'binance.py')).get(apiKey)).toBe(
      'binance',
    );
  });
});

describe('secrets of sessions and of tokens that a program signs', () => {
  const head = `const binance = new Binance().options({ APIKEY: '${apiKey}', APISECRET: '${secret}' });\n`;

  it.each([
    `app.use(session({ secret: '${own}', resave: false }));`,
    `app.use(expressSession({\n  name: 'sid',\n  secret: '${own}',\n}));`,
    `const config = { jwt: { secret: '${own}' } };`,
    `const JWT_SECRET = '${own}';`,
    `const cookieSecret = '${own}';`,
    `process.env.SESSION_SECRET = '${own}';`,
  ])('%s', (line) => {
    const found = owners(scan(`${head}${line}\n`, 'server.js'));
    expect([found.get(own), found.get(secret)]).toEqual(['generic', 'binance']);
  });

  it('but a session with an exchange has a key beside its secret', () => {
    const text = `const session = { apiKey: '${apiKey}', secret: '${secret}' };\n`;
    expect(owners(scan(text, 'binance.js')).get(secret)).toBe('binance');
  });

  it('a bot that lists the name keeps it', () => {
    const text = `# freqtrade on dydx\n\`\`\`json\n"exchange": {"name": "dydx"},\n"jwt_secret_key": "${randomText('0123456789abcdef', 64, 'jwt')}",\n\`\`\`\n`;
    expect([...owners(scan(text, 'README.md')).values()]).toEqual(['freqtrade']);
  });
});

describe('keys of previews that a build makes up', () => {
  it('are none', () => {
    const key = randomText('0123456789abcdef', 64, 'preview');
    const text = `{"preview":{"previewModeId":"${key.slice(32)}","previewModeSigningKey":"${key}"}}`;
    expect(scan(text, 'web/.next/prerender-manifest.json')).toEqual([]);
  });
});

import { describe, expect, it } from 'vitest';
import { madeValue, scan, seen } from './made.ts';

const SECRET = madeValue('binance', 'hmac-secret');
const ONLY_SECRET = [{ issuer: 'binance', values: { secret: SECRET } }];

/** A snippet with `@` for the value, in a file of a folder that says whose it is. */
const SNIPPETS: [string, string][] = [
  ['bot.py', 'def api_secret():\n    return "@"'],
  ['bot.py', '@property\ndef api_secret(self) -> str:\n    return "@"'.replace('@property', '# property')],
  ['bot.js', "const getApiSecret = () => '@';"],
  ['bot.js', "get apiSecret() { return '@'; }"],
  ['Bot.java', 'public String getApiSecret() { return "@"; }'],
  ['bot.go', 'func apiSecret() string { return "@" }'],
  ['Bot.kt', 'val apiSecret by lazy { "@" }'],
  ['Bot.kt', 'val apiSecret: String get() = "@"'],
  ['Api.swift', 'request.setValue("@", forHTTPHeaderField: "X-API-SECRET")'],
  ['bot.R', '"@" -> api_secret'],
  ['notes.txt', '@ (api secret)'],
  ['run.sh', 'echo @ > .secret'],
  ['report.html', '<tr><td>api_secret</td><td>@</td></tr>'],
  ['report.html', '<p><b>api_secret</b>: <code>@</code></p>'],
  ['keys.resx', '<data name="ApiSecret" xml:space="preserve">\n  <value>@</value>\n</data>'],
  ['page.html', '<meta name="api-secret" content="@">'],
  ['bot.ts', "const apiSecret = <string>'@';"],
  ['main.rs', 'const API_SECRET: &[u8] = b"@";'],
  ['profile.ps1', '$env:API_SECRET = "@"'],
  ['bot.vim', "let g:api_secret = '@'"],
  ['bot.erl', '{api_secret, <<"@">>},'],
  ['run.sh', 'aws ssm put-parameter --name /bot/api-secret --type SecureString --value "@"'],
  ['job.yaml', 'args:\n  - "--api-secret"\n  - "@"'],
  ['bot.go', 'secret, _ := decode("@")'],
  ['notes.txt', '\u5bc6\u94a5\uff1a@'],
];

describe('a name that does not stand right before the value', () => {
  it.each(SNIPPETS)('is read in %s: %s', (path, snippet) => {
    expect(seen(scan(`${snippet.replace('@', SECRET)}\n`, `binance/${path}`))).toEqual(ONLY_SECRET);
  });
});

describe('what signs is a secret', () => {
  it.each([
    ['bot.js', "crypto.createHmac('sha256', '@').update(query).digest('hex');"],
    ['bot.js', "CryptoJS.HmacSHA256(query, '@').toString();"],
    [
      'bot.py',
      "signature = hmac.new(\n    '@'.encode('utf-8'),\n    query.encode('utf-8'),\n    hashlib.sha256)",
    ],
    ['Bot.cs', 'using var hmac = new HMACSHA256(Encoding.UTF8.GetBytes("@"));'],
    ['bot.rb', "OpenSSL::HMAC.hexdigest('SHA256', '@', query)"],
    ['bot.php', "$signature = hash_hmac('sha256', $query, '@');"],
    ['bot.R', 'signature <- hmac(key = "@", object = query, algo = "sha256")'],
  ])('in %s: %s', (path, snippet) => {
    expect(seen(scan(`${snippet.replace('@', SECRET)}\n`, `binance/${path}`))).toEqual(ONLY_SECRET);
  });
});

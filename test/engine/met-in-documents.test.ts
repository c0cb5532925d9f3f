import { Buffer } from 'node:buffer';
import { describe, expect, it } from 'vitest';
import { meaningOf } from '../../src/engine/label.ts';
import { madeValue, owners, randomText, type Seen, scan, seen } from './made.ts';

/** Forms met in notes in many languages, exports of programs that keep notes and passwords, letters, calendars and dumps. */

const HEX = '0123456789abcdef';
/** As people choose them. */
const passphrase = ['M4rbl3', '2pK513'].join('!');
const only = (text: string, path: string): Seen[] => seen(scan(text, path));

const key = madeValue('kraken', 'api-key');
const secret = madeValue('kraken', 'private-key');
const kraken = [{ issuer: 'kraken', values: { apiKey: key, secret } }];

describe('names of parts in other languages', () => {
  const bytes = (name: string): string => Buffer.from(name, 'utf8').toString('latin1');

  it.each([
    ['clé', 'apiKey'],
    ["Clé d'API", 'apiKey'],
    ['klíč', 'apiKey'],
    ['公開鍵', 'apiKey'],
    ['公钥', 'apiKey'],
    ['访问密钥', 'apiKey'],
    ['アクセスキー', 'apiKey'],
    ['API 키', 'apiKey'],
    ['öffentlich', 'apiKey'],
    ['HITBTC_PUBLIC', 'apiKey'],
    ['clé secrète', 'secret'],
    ['密鑰', 'secret'],
    ['シークレットアクセスキー', 'secret'],
    ['시크릿 키', 'secret'],
    ['privat', 'privateKey'],
    ['приватный ключ', 'privateKey'],
    ['私鑰', 'privateKey'],
    ['phrase de passe', 'passphrase'],
    ['lösenord', 'passphrase'],
    ['액세스토큰', 'token'],
    ['токен', 'token'],
    ['usuario', 'uid'],
  ] as const)('%s: %s', (name, role) => {
    expect(meaningOf(bytes(name)).role).toBe(role);
  });

  it.each(['is_public', 'next_public', 'privatisation', 'passer', 'jetons verts'])('%s is none', (name) => {
    expect(meaningOf(name).role).toBe(null);
  });
});

describe('a note with names before values', () => {
  it.each<[string, string]>([
    [
      'Notizen.txt',
      `1) Bitvavo\n   ohne API\n2) Kraken\n   öffentlich ..... ${key}\n   privat ......... ${secret}\n`,
    ],
    ['メモ.txt', `■Kraken\n　APIキー　${key}\n　シークレット　${secret}\n`],
    ['笔记.md', `**Kraken 主号**\n> 公钥：${key}\n> 密钥：${secret}\n> IP：无\n`],
    ['메모.txt', `[코인원]\n 사용 안함\n\n[크라켄] 폐쇄 예정\n API 키 : ${key}\n 시크릿 : ${secret}\n`],
    ['ключи.txt', `KRAKEN:  ключ=${key}  секрет=${secret}\n`],
    ['notes.txt', `Kraken API\u00a0Key\u00a0${key}\nSecret\u00a0${secret}\n`],
    [
      'note.html',
      `<div><b>Kraken</b> old</div><div>AccessKey&nbsp;${key}</div><div>SecretKey&nbsp;${secret}</div>\n`,
    ],
    ['keys.ahk', `; chiavi kraken\n::kkey::${key}\n::ksec::${secret}\n`],
    [
      'board.json',
      `{"name":"Clés Kraken","desc":"**clé** : ${key}\\n**clé secrète** : ${secret}\\n\\nà jeter"}\n`,
    ],
    ['board.json', `{"name":"Kraken","desc":"clé ${key}\\nsecret ${secret}"}\n`],
    ['board.json', `{"name":"Kraken","desc":"API key\\n${key}\\nAPI secret\\n${secret}"}\n`],
    ['run.adoc', `== Kraken\n.API key, read only\n----\n${key}\n----\n.API secret\n----\n${secret}\n----\n`],
    ['run.md', `## Kraken\nAPI key\n\`\`\`\n${key}\n\`\`\`\nAPI secret\n\`\`\`text\n${secret}\n\`\`\`\n`],
    ['app.hcl', `args = ["-kraken-key", "${key}", "-kraken-secret", "${secret}", "-portfolio", "main"]\n`],
    ['run.bat', `set KRAKEN_PUBLIC=${key}\r\nset KRAKEN_PRIVATE=${secret}\r\n`],
  ])('in %s: %s', (path, text) => {
    expect(only(text, path)).toEqual(kraken);
  });

  it('gives each row of accounts to its own', () => {
    const [apiKey, other] = [madeValue('yobit', 'api-key'), madeValue('yobit', 'api-secret')];
    const text = `YOBIT:  ключ=${apiKey}  секрет=${other}\nKRAKEN: ключ=${key}  секрет=${secret}\n`;
    expect(only(text, 'ключи.txt')).toEqual([
      { issuer: 'yobit', values: { apiKey, secret: other } },
      ...kraken,
    ]);
  });

  it('keeps what stands below another head', () => {
    const [apiKey, other] = [madeValue('bitflyer', 'api-key'), madeValue('bitflyer', 'api-secret')];
    const text = `■ビットフライヤー\n　APIキー　${apiKey}\n　シークレット　${other}\n■Kraken\n　APIキー　${key}\n　秘密鍵　${secret}\n`;
    expect(only(text, 'メモ.txt')).toEqual([
      { issuer: 'bitflyer', values: { apiKey, secret: other } },
      ...kraken,
    ]);
  });

  it('knows an exchange by its name in another script, however long the file is', () => {
    const [apiKey, other] = [madeValue('upbit', 'access-key'), madeValue('upbit', 'secret-key')];
    const diary = 'bought some, sold some\n'.repeat(2000);
    const text = `${diary}\n업비트 API\nAccess Key  ${apiKey}\nSecret Key  ${other}\n허용 IP 는 집 + AWS\n`;
    expect(only(text, '메모.txt')).toEqual([{ issuer: 'upbit', values: { apiKey, secret: other } }]);
  });

  it.each(['口令', '密码', '패스프레이즈'])('has a passphrase behind %s', (name) => {
    const [apiKey, other] = [madeValue('okx', 'api-key'), madeValue('okx', 'api-secret')];
    const text = `**OKX**\n> APIKey：${apiKey}\n> SecretKey：${other}\n> ${name}：${passphrase}\n`;
    expect(only(text, '笔记.md')).toEqual([{ issuer: 'okx', values: { apiKey, secret: other, passphrase } }]);
  });
});

describe('an export', () => {
  it('that is not encrypted says so', () => {
    const text = `{ "encrypted": false, "items": [ { "type": 2, "name": "Kraken", "notes": "API Key: ${key}\\nPrivate Key: ${secret}\\nold" } ] }\n`;
    expect(only(text, 'export.json')).toEqual(kraken);
    expect(scan(text.replace('false', 'true'), 'export.json')).toEqual([]);
  });

  it.each([
    ['bitsgap', 'api_key', 'api_secret'],
    ['coinrule', 'key', 'secret'],
    ['kryll', 'apiKey', 'apiSecret'],
  ])('gives %s what stands under its name', (issuer, first, second) => {
    const [one, other] = [madeValue(issuer, 'exchange-key'), madeValue(issuer, 'exchange-secret')];
    const rest = `altrady:\n  api_key: ${madeValue('altrady', 'signal-bot-key')}\n  api_secret: ${madeValue('altrady', 'signal-bot-secret')}\n`;
    const found = owners(
      scan(`${rest}${issuer}:\n  ${first}: ${one}\n  ${second}: ${other}\n`, 'connections.yml'),
    );
    expect([found.get(one), found.get(other)]).toEqual([issuer, issuer]);
  });

  it('shortens what the block around it names', () => {
    const [apiKey, other] = [madeValue('whitebit', 'api-key'), madeValue('whitebit', 'api-secret')];
    const htx = `  mm-htx:\n    environment:\n      HTX_ACCESS_KEY: ${madeValue('htx', 'api-key')}\n      HTX_SECRET: x\n`;
    const text = `services:\n${htx}  mm-whitebit:\n    environment:\n      WB_PUBLIC: "${apiKey}"\n      WB_SECRET: "${other}"\n`;
    const found = owners(scan(text, 'docker-compose.yml'));
    expect([found.get(apiKey), found.get(other)]).toEqual(['whitebit', 'whitebit']);
  });
});

describe('numbers of mail, calendars and dumps beside a credential', () => {
  const digest = randomText(HEX, 32, 'document');
  const uuid = [8, 4, 4, 4, 12].map((length, at) => randomText(HEX, length, `uuid ${at}`)).join('-');
  const signed = Buffer.from(randomText(HEX, 32, 'signed')).toString('base64');

  it.each<[string, string, string]>([
    ['mail.eml', digest, `by mx.mail.example with ESMTPS id ${digest}\n`],
    ['mail.eml', uuid, `Message-ID: <${uuid}@mail.example>\n`],
    ['rotate.ics', uuid, `BEGIN:VEVENT\nUID:${uuid}\n`],
  ])('in %s: %s', (path, value, line) => {
    const [apiKey, other] = [madeValue('okx', 'api-key'), madeValue('okx', 'api-secret')];
    const text = `${line}Subject: OKX\n\nOKX\nAPI key: ${apiKey}\nSecret: ${other}\n`;
    const found = owners(scan(text, path));
    expect([found.has(value), found.get(apiKey), found.get(other)]).toEqual([false, 'okx', 'okx']);
  });

  it('are what a table calls them, where its rows do not', () => {
    const [apiKey, other] = [madeValue('okx', 'api-key'), madeValue('okx', 'api-secret')];
    const hash = randomText(HEX, 64, 'fingerprint');
    const table =
      'CREATE TABLE `keys` (\n  `id` int NOT NULL,\n  `exchange` varchar(24),\n  `api_key` varchar(255),\n  `api_secret` varchar(512),\n  `fingerprint` char(64),\n  PRIMARY KEY (`id`)\n);\n';
    const rows = `(1,'bitrue',NULL,NULL,'${hash}'),(2,'okx','${apiKey}','${other}','${hash}')`;
    const text = `${table}INSERT INTO \`keys\` VALUES ${rows};\n`;
    expect(only(text, 'backup.sql')).toEqual([{ issuer: 'okx', values: { apiKey, secret: other } }]);
  });

  it('and a passphrase that is signed is none', () => {
    const apiKey = madeValue('kucoin', 'api-key');
    const text = `headers={'KC-API-KEY': '${apiKey}', 'KC-API-PASSPHRASE': '${signed}', 'KC-API-KEY-VERSION': '2'}\n`;
    expect(owners(scan(text, 'debug.log')).has(signed)).toBe(false);
  });
});

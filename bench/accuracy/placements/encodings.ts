import type { Draft, Encoding, Leak, Placement } from '../leak.ts';
import { isOneLine } from '../leak.ts';
import { eachValue, whole } from '../marks.ts';
import { fields } from '../names.ts';
import { base64, double, hexEscapes, json, percent, unicodeEscapes } from '../quoting.ts';
import { file } from './define.ts';

const says = ['name', 'file', 'folder'] as const;
const ZERO_WIDTH = '\u200b';

/** The same content under another encoding of characters or bytes. */
export const encodings: Placement[] = [
  ...(['utf16le-bom', 'utf16le', 'utf16be-bom', 'utf16be', 'utf8-bom'] as const).map((name) => encoded(name)),
  file('encoding/crlf', ['config.ini', '.env'], (leak) => envText(leak).replace(/\n/g, '\r\n'), {
    says,
    fits: isOneLine,
  }),
  file(
    'encoding/zero-width-around',
    ['.env', 'notes.txt'],
    (leak) =>
      fields(leak, 'SCREAMING')
        .map((f) => `${f.name}=${ZERO_WIDTH}${f.value}${ZERO_WIDTH}`)
        .join('\n'),
    { says, fits: isOneLine },
  ),
  file(
    'encoding/zero-width-inside',
    ['notes.txt', 'keys.md'],
    (leak) =>
      fields(leak, 'SCREAMING')
        .map((f) => `${f.name}=${eachValue(f.value, (t) => `${t.slice(0, 9)}${ZERO_WIDTH}${t.slice(9)}`)}`)
        .join('\n'),
    { says, fits: isOneLine },
  ),
  file(
    'encoding/soft-wrapped',
    ['mail.eml'],
    (leak) =>
      fields(leak, 'snake')
        .map((f) => `${f.name}=3D${eachValue(f.value, (t) => `${t.slice(0, 20)}=\r\n${t.slice(20)}`)}`)
        .join('\r\n'),
    { says: ['name'], fits: (leak) => leak.parts.every((p) => /^[\w-]{24,}$/.test(p.raw)) },
  ),
  file(
    'encoding/base64-config',
    ['config.b64', 'secret.txt', 'values.yaml'],
    (leak) =>
      `config: ${whole(json(Object.fromEntries(fields(leak, 'camel').map((f) => [f.name, f.value])), 0), toBase64)}\n`,
    { says },
  ),
  file('encoding/base64-env', ['ci.yml'], (leak) => `DOTENV_B64: ${whole(envText(leak), toBase64)}\n`, {
    says,
    fits: isOneLine,
  }),
  file(
    'encoding/base64-each',
    ['secrets.py', 'config.js'],
    (leak) =>
      fields(leak, 'SCREAMING')
        .map((f) => `${f.name} = b64decode("${base64(f.value)}")`)
        .join('\n'),
    { says },
  ),
  file(
    'encoding/base64-data-url',
    ['page.html'],
    (leak) =>
      `<script src="data:application/json;base64,${whole(json(Object.fromEntries(fields(leak, 'snake').map((f) => [f.name, f.value])), 0), toBase64)}"></script>\n`,
    { says },
  ),
  file(
    'encoding/percent',
    ['callback.txt', 'access.log'],
    (leak) =>
      `GET /save?config=${whole(json(Object.fromEntries(fields(leak, 'snake').map((f) => [f.name, f.value])), 0), encodeURIComponent)} HTTP/1.1\n`,
    { says, fits: isOneLine },
  ),
  file(
    'encoding/percent-each',
    ['form.txt'],
    (leak) =>
      `${fields(leak, 'snake')
        .map((f) => `${f.name}=${percent(f.value)}`)
        .join('&')}\n`,
    { says, fits: isOneLine },
  ),
  file(
    'encoding/unicode-escapes',
    ['bundle.js'],
    (leak) =>
      fields(leak, 'camel')
        .map((f) => `var ${f.name} = "${unicodeEscapes(f.value)}";`)
        .join('\n'),
    { says },
  ),
  file(
    'encoding/hex-escapes',
    ['obfuscated.js', 'shell.py'],
    (leak) =>
      fields(leak, 'camel')
        .map((f) => `${f.name} = "${hexEscapes(f.value)}"`)
        .join('\n'),
    { says },
  ),
  file(
    'encoding/html-entities',
    ['page.html'],
    (leak) =>
      `<pre>{${fields(leak, 'camel')
        .map((f) => `&quot;${f.name}&quot;: &quot;${f.value}&quot;`)
        .join(', ')}}</pre>\n`,
    { says, fits: (leak) => leak.parts.every((p) => /^[\w+/=.:-]+$/.test(p.raw)) },
  ),
  file(
    'encoding/escaped-slashes',
    ['dump.json'],
    (leak) =>
      json(Object.fromEntries(fields(leak, 'camel').map((f) => [f.name, f.value]))).replace(/\//g, '\\/'),
    { says },
  ),
  file(
    'encoding/json-in-yaml',
    ['secret.yaml'],
    (leak) =>
      `data: |\n  ${json(Object.fromEntries(fields(leak, 'camel').map((f) => [f.name, f.value])), 0)}\n`,
    { says },
  ),
  file(
    'encoding/json-in-env',
    ['.env'],
    (leak) =>
      `ACCOUNTS='${json([{ exchange: leak.word, ...Object.fromEntries(fields(leak, 'camel').map((f) => [f.name, f.value])) }], 0)}'\n`,
    { says: ['sibling'] },
  ),
  file('encoding/very-long-line', ['data.json'], (leak) => longLine(leak), { says: ['sibling'] }),
];

function encoded(encoding: Exclude<Encoding, 'utf8'>): Placement {
  const write = (leak: Leak): Draft => ({
    path: leak.random.pick(['config.ini', 'keys.txt', 'run.ps1', 'settings.cfg']),
    text: leak.random.chance(0.5)
      ? envText(leak)
      : `${fields(leak, 'snake')
          .map((f) => `${f.name} = ${double(f.value)}`)
          .join('\n')}\n`,
    encoding,
  });
  return { id: `encoding/${encoding}`, says, fits: isOneLine, write };
}

function envText(leak: Leak): string {
  return `DEBUG=false\n${fields(leak, 'SCREAMING')
    .map((f) => `${f.name}=${f.value}`)
    .join('\n')}\nPORT=80\n`;
}

function toBase64(text: string): string {
  return Buffer.from(text).toString('base64');
}

/** A record among thousands on one line. */
function longLine(leak: Leak): string {
  const count = leak.random.int(50, 2000);
  const price = (): string =>
    json({ symbol: 'BTCUSDT', price: leak.random.int(10_000, 99_999), side: 'buy' }, 0);
  const rows = Array.from({ length: count }, price);
  rows.splice(
    leak.random.int(0, count),
    0,
    json(
      { exchange: leak.word, ...Object.fromEntries(fields(leak, 'camel').map((f) => [f.name, f.value])) },
      0,
    ),
  );
  return `[${rows.join(',')}]\n`;
}

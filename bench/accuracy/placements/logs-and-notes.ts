import { isBare, isOneLine, isPair, type Placement } from '../leak.ts';
import { fields } from '../names.ts';
import { double, json, single } from '../quoting.ts';
import { pairs, rows } from './written.ts';

/** Logs, notes, chats and diffs beyond those of the other files. */
export const logsAndNotes: Placement[] = [
  rows(
    'log/ci',
    ['build.log'],
    (leak) => pairs(leak, 'SCREAMING', (n, v) => `2024-03-01T10:00:00.1234567Z   ${n}: ${v}`),
    isOneLine,
  ),
  rows(
    'log/printenv',
    ['env.log', 'output.txt'],
    (leak) => ['SHELL=/bin/bash', ...pairs(leak, 'SCREAMING', (n, v) => `${n}=${v}`), 'PWD=/app'],
    isOneLine,
  ),
  rows('log/node-inspect', ['error.log'], (leak) => [
    'AxiosError: Request failed with status code 401',
    '  config: {',
    '    headers: Object [AxiosHeaders] {',
    ...pairs(leak, 'kebab', (n, v) => `      'X-${n}': ${single(v)},`),
    '    },',
  ]),
  rows(
    'log/http-client',
    ['debug.log'],
    (leak) => [
      `send: b'GET /api/v1/account HTTP/1.1\\r\\nHost: api.${leak.word}.com\\r\\n${pairs(leak, 'kebab', (n, v) => `X-${n}: ${v}`).join('\\r\\n')}\\r\\n\\r\\n'`,
    ],
    isOneLine,
  ),
  rows('log/locals', ['traceback.txt'], (leak) => [
    '  File "bot.py", line 12, in run',
    ...pairs(leak, 'snake', (n, v) => `    ${n} = ${single(v)}`),
    'ValueError',
  ]),
  rows(
    'log/syslog',
    ['syslog'],
    (leak) => [
      `Mar  1 10:00:00 host bot[123]: ${leak.word} login ${pairs(leak, 'snake', (n, v) => `${n}=${v}`).join(' ')}`,
    ],
    isBare,
  ),
  rows(
    'notes/semicolons',
    ['notes.txt'],
    (leak) => [`${leak.word} ${pairs(leak, 'snake', (n, v) => `${n}:${v}`).join(';')}`],
    (leak) => leak.parts.every((p) => /^[\w+/=.-]+$/.test(p.raw)),
  ),
  rows(
    'notes/value-first',
    ['notes.txt'],
    (leak) => fields(leak, 'snake').map((f) => `${f.value} (${f.name.replace(/_/g, ' ')})`),
    isOneLine,
  ),
  rows(
    'notes/chinese',
    ['notes.txt', 'config.py'],
    (leak) => leak.parts.map((p) => `${p.role === 'apiKey' ? '密钥ID' : '密钥'}：${p.value}`),
    (leak) => isPair(leak) && isOneLine(leak) && leak.parts.length === 2,
  ),
  rows(
    'notes/russian',
    ['notes.txt'],
    (leak) => leak.parts.map((p) => `${p.role === 'apiKey' ? 'Ключ API' : 'Секретный ключ'}: ${p.value}`),
    (leak) => isPair(leak) && isOneLine(leak) && leak.parts.length === 2,
  ),
  rows('notes/en-dash', ['keys.txt'], (leak) => pairs(leak, 'Pascal', (n, v) => `${n} – ${v}`), isOneLine),
  rows(
    'slack/export',
    ['general/2024-03-01.json'],
    (leak) => [
      json([{ type: 'message', user: 'U1', text: pairs(leak, 'snake', (n, v) => `${n}: ${v}`).join('\n') }]),
    ],
    isOneLine,
  ),
  rows(
    'slack/code',
    ['2024-03-01.json'],
    (leak) => [
      json([
        {
          type: 'message',
          text: `\`\`\`${pairs(leak, 'SCREAMING', (n, v) => `${n}=${v}`).join('\n')}\`\`\``,
        },
      ]),
    ],
    isOneLine,
  ),
  rows(
    'telegram/export',
    ['result.json'],
    (leak) => [
      json({
        messages: [
          {
            type: 'message',
            text: [
              { type: 'plain', text: 'keys: ' },
              ...leak.parts.map((p) => ({ type: 'code', text: p.value })),
            ],
          },
        ],
      }),
    ],
    (leak) => isPair(leak) && isOneLine(leak),
  ),
  rows(
    'diff/word',
    ['changes.patch'],
    (leak) => pairs(leak, 'SCREAMING', (n, v) => `${n}=[-none-]{+${v}+}`),
    isBare,
  ),
  rows(
    'diff/mail-quote',
    ['thread.txt'],
    (leak) => pairs(leak, 'snake', (n, v) => `> +${n} = ${double(v)}`),
    isOneLine,
  ),
];

import { language } from '../languages.ts';
import { isOneLine, type Leak, type Placement } from '../leak.ts';
import { fields, type Style } from '../names.ts';
import { double, json, single } from '../quoting.ts';
import { code, file } from './define.ts';

const LOG = language({
  files: ['bot.log', 'logs/trade.log', 'nohup.out', 'debug.txt'],
  comment: (text) => `2024-03-01 10:00:00 INFO ${text}`,
  constant: (_name, text) => `2024-03-01 10:00:01 DEBUG GET ${text}/api/v3/time HTTP/1.1`,
  filler: [
    '2024-03-01 10:00:02 INFO starting',
    '2024-03-01 10:00:03 INFO price 63012.5',
    '2024-03-01 10:00:04 WARNING slow response',
  ],
});
const NOTES = language({
  files: ['notes.txt', 'TODO.txt', 'keys.txt', 'readme.txt', 'passwords.txt', 'info'],
  comment: (text) => text,
  constant: (_name, text) => text,
  filler: ['call Anna on Monday', 'vps 10.0.0.3', 'remember to top up', '----'],
});
const MARKDOWN = language({
  ...NOTES,
  files: ['README.md', 'docs/setup.md', 'NOTES.md', 'docs/usage.rst'],
  comment: (t) => `## ${t}`,
  filler: ['Run the bot with Docker.', '', 'Then check the log.'],
});

const line = { fits: isOneLine };
const said = { fits: isOneLine, says: ['name', 'comment', 'host', 'file'] as const };

/** Logs, differences, documents and notes. */
export const prose: Placement[] = [
  code(
    'log/python-dict',
    LOG,
    (leak) => [
      `2024-03-01 10:00:05 DEBUG config {${fields(leak, 'camel')
        .map((f) => `'${f.name}': ${single(f.value)}`)
        .join(', ')}, 'enableRateLimit': True}`,
    ],
    said,
  ),
  code(
    'log/request-headers',
    LOG,
    (leak) => [
      `Request headers: {${fields(leak, 'kebab')
        .map((f) => `'X-${f.name}': ${single(f.value)}`)
        .join(', ')}, 'Content-Type': 'application/json'}`,
    ],
    { ...said, says: ['name', 'host', 'comment'] },
  ),
  code(
    'log/json',
    LOG,
    (leak) => [
      json(
        { level: 30, time: 1700000000000, msg: 'connect', exchange: leak.word, ...entries(leak, 'camel') },
        0,
      ),
    ],
    { says: ['sibling'] },
  ),
  code(
    'log/key-value',
    LOG,
    (leak) => [
      `time=2024-03-01T10:00:00Z level=info msg=login ${fields(leak, 'snake')
        .map((f) => `${f.name}=${f.value}`)
        .join(' ')}`,
    ],
    { ...said, fits: (leak) => leak.parts.every((p) => !/\s/.test(p.raw)) },
  ),
  code(
    'log/traceback',
    LOG,
    (leak) => [
      'Traceback (most recent call last):',
      '  File "/app/bot.py", line 12, in <module>',
      `    client = Client(${fields(leak, 'snake')
        .map((f) => `${f.name}=${single(f.value)}`)
        .join(', ')})`,
      'requests.exceptions.ConnectionError: timed out',
    ],
    said,
  ),
  code(
    'log/dataclass-repr',
    LOG,
    (leak) => [
      `Settings(debug=False, ${fields(leak, 'snake')
        .map((f) => `${f.name}=${single(f.value)}`)
        .join(', ')})`,
    ],
    said,
  ),
  code(
    'log/java-to-string',
    LOG,
    (leak) => [
      `Credentials{${fields(leak, 'camel')
        .map((f) => `${f.name}='${f.value}'`)
        .join(', ')}}`,
    ],
    said,
  ),
  code(
    'log/go-struct',
    LOG,
    (leak) => [
      `{${fields(leak, 'Pascal')
        .map((f) => `${f.name}:${f.value}`)
        .join(' ')} Timeout:30}`,
    ],
    { ...said, fits: (leak) => leak.parts.every((p) => /^[\w+/=.-]+$/.test(p.raw)) },
  ),
  code(
    'log/rust-debug',
    LOG,
    (leak) => [
      `Config { ${fields(leak, 'snake')
        .map((f) => `${f.name}: ${double(f.value)}`)
        .join(', ')} }`,
    ],
    said,
  ),
  code(
    'log/ansi',
    LOG,
    (leak) => fields(leak, 'snake').map((f) => `\u001b[32m${f.name}\u001b[0m: \u001b[33m${f.value}\u001b[0m`),
    said,
  ),
  file('diff/added', ['fix.patch', 'change.diff'], (leak) => diff(leak, '+')),
  file('diff/removed', ['remove-keys.patch'], (leak) => diff(leak, '-')),
  file(
    'diff/conflict',
    ['config.py'],
    (leak) =>
      `<<<<<<< HEAD\n${fields(leak, 'snake')
        .map((f) => `${f.name} = ${double(f.value)}`)
        .join('\n')}\n=======\n${fields(leak, 'snake')
        .map((f) => `${f.name} = ""`)
        .join('\n')}\n>>>>>>> main\n`,
  ),
  code('markdown/code-fence', MARKDOWN, (leak) => [
    '```python',
    ...fields(leak, 'snake').map((f) => `${f.name} = ${double(f.value)}`),
    '```',
  ]),
  code(
    'markdown/bash-fence',
    MARKDOWN,
    (leak) => ['```bash', ...fields(leak, 'SCREAMING').map((f) => `export ${f.name}=${f.value}`), '```'],
    line,
  ),
  code(
    'markdown/table-rows',
    MARKDOWN,
    (leak) => [
      '| setting | value |',
      '| --- | --- |',
      ...fields(leak, 'snake').map((f) => `| ${f.name} | \`${f.value}\` |`),
    ],
    line,
  ),
  code(
    'markdown/table-columns',
    MARKDOWN,
    (leak) => [
      `| exchange | ${fields(leak, 'snake')
        .map((f) => f.name)
        .join(' | ')} |`,
      `| --- ${leak.parts.map(() => '| --- ').join('')}|`,
      `| ${leak.word} | ${leak.parts.map((p) => p.value).join(' | ')} |`,
    ],
    { ...line, says: ['sibling'] },
  ),
  code(
    'markdown/list',
    MARKDOWN,
    (leak) => fields(leak, 'snake').map((f) => `- **${f.name}**: \`${f.value}\``),
    line,
  ),
  code(
    'markdown/prose',
    MARKDOWN,
    (leak) => [
      `Use the ${leak.word} ${fields(leak, 'snake')
        .map((f) => `${f.name.replace(/_/g, ' ')} \`${f.value}\``)
        .join(' and the ')} for testing.`,
    ],
    { ...line, says: ['sibling'] },
  ),
  code(
    'rst/directive',
    MARKDOWN,
    (leak) => ['.. code-block:: ini', '', ...fields(leak, 'snake').map((f) => `   ${f.name} = ${f.value}`)],
    { ...line, files: ['docs/index.rst'] },
  ),
  code(
    'html/inputs',
    MARKDOWN,
    (leak) => fields(leak, 'camel').map((f) => `<input type="hidden" id="${f.name}" value="${f.value}">`),
    {
      fits: (leak) => leak.parts.every((p) => /^[\w+/=.:-]+$/.test(p.raw)),
      files: ['index.html', 'templates/trade.html'],
      says: ['name', 'folder'],
    },
  ),
  code(
    'html/data-attributes',
    MARKDOWN,
    (leak) => [
      `<div id="app" ${fields(leak, 'kebab')
        .map((f) => `data-${f.name}="${f.value}"`)
        .join(' ')}></div>`,
    ],
    {
      fits: (leak) => leak.parts.every((p) => /^[\w+/=.:-]+$/.test(p.raw)),
      files: ['index.html'],
      says: ['name', 'folder'],
    },
  ),
  code(
    'notes/colon',
    NOTES,
    (leak) => fields(leak, 'snake').map((f) => `${f.name.replace(/_/g, ' ')}: ${f.value}`),
    line,
  ),
  code(
    'notes/capitals',
    NOTES,
    (leak) => fields(leak, 'SCREAMING').map((f) => `${f.name.replace(/_/g, ' ')} - ${f.value}`),
    line,
  ),
  code(
    'notes/next-line',
    NOTES,
    (leak) => fields(leak, 'snake').flatMap((f) => [`${f.name.replace(/_/g, ' ')}:`, f.value]),
    line,
  ),
  code(
    'notes/heading',
    NOTES,
    (leak) => [
      `${leak.issuer.name}`,
      '='.repeat(10),
      ...fields(leak, 'Pascal').map((f) => `${f.name}: ${f.value}`),
    ],
    { ...line, says: ['comment'] },
  ),
  code('notes/arrow', NOTES, (leak) => fields(leak, 'snake').map((f) => `${f.name} => ${f.value}`), line),
  code(
    'notes/one-line',
    NOTES,
    (leak) => [
      `${leak.word} ${fields(leak, 'snake')
        .map((f) => `${f.name.replace(/_/g, ' ')} ${f.value}`)
        .join(' ')}`,
    ],
    { ...line, says: ['sibling'] },
  ),
  code(
    'mail/body',
    NOTES,
    (leak) => [
      'Hi Tom,',
      `here is the access to ${leak.issuer.name}:`,
      ...fields(leak, 'camel').map((f) => `  ${f.name}: ${f.value}`),
      'Regards',
    ],
    { ...line, says: ['comment'], files: ['mail.eml', 'handover.txt'] },
  ),
  file(
    'chat/export',
    ['result.json', 'chat.json'],
    (leak) =>
      json({
        messages: [
          {
            from: 'bob',
            text: `${leak.word} ${fields(leak, 'snake')
              .map((f) => `${f.name}: ${f.value}`)
              .join(', ')}`,
          },
        ],
      }),
    { ...line, says: ['sibling'] },
  ),
];

function entries(leak: Leak, style: Style): Record<string, string> {
  return Object.fromEntries(fields(leak, style).map((f) => [f.name, f.value]));
}

function diff(leak: Leak, sign: '+' | '-'): string {
  const count = leak.parts.length;
  const range = sign === '+' ? `@@ -1,2 +1,${count + 2} @@` : `@@ -1,${count + 2} +1,2 @@`;
  const body = fields(leak, 'snake').map((f) => `${sign}${f.name} = ${double(f.value)}`);
  return [
    'diff --git a/config.py b/config.py',
    'index 83db48f..bf269f4 100644',
    '--- a/config.py',
    '+++ b/config.py',
    range,
    ' import os',
    ...body,
    ' TIMEOUT = 30',
    '',
  ].join('\n');
}

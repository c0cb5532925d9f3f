import { JAVASCRIPT, PHP, PYTHON, RUST } from '../languages.ts';
import { isBare, isOneLine, isPair, type Leak, type Placement } from '../leak.ts';
import { eachValue, whole } from '../marks.ts';
import { fields } from '../names.ts';
import { double, json, single, xml } from '../quoting.ts';
import { barePair, code, file, pair } from './define.ts';
import { pairs, rows } from './written.ts';

const isPlain = (leak: Leak): boolean => leak.parts.every((p) => /^[\w+/=.:-]+$/.test(p.raw));
const label = (name: string): string => name.replace(/_/g, ' ');

/** Documents, chats and tools that people export or paste from. */
export const exported: Placement[] = [
  rows(
    'whatsapp/export',
    ['WhatsApp Chat with Tom.txt', '_chat.txt'],
    (leak) => [
      '12/03/24, 10:01 - Tom: can you send me the keys again?',
      ...pairs(leak, 'snake', (n, v) => `12/03/24, 10:02 - Anna: ${label(n)} ${v}`),
      '12/03/24, 10:03 - Tom: thanks',
    ],
    isBare,
  ),
  rows(
    'whatsapp/brackets',
    ['_chat.txt'],
    (leak) => [
      '[12.03.24, 10:01:22] Tom: and the keys?',
      ...pairs(leak, 'snake', (n, v) => `[12.03.24, 10:02:07] Anna: ${label(n)}: ${v}`),
    ],
    isBare,
  ),
  rows(
    'telegram/mixed-entities',
    ['ChatExport_2024-03-01/result.json'],
    (leak) => [
      json({
        name: 'Anna',
        type: 'personal_chat',
        messages: [
          {
            id: 7,
            type: 'message',
            from: 'Anna',
            text: fields(leak, 'snake').flatMap((f) => [
              `${label(f.name)}: `,
              { type: 'code', text: f.value },
              '\n',
            ]),
          },
        ],
      }),
    ],
    isOneLine,
  ),
  rows(
    'telegram/entities',
    ['result.json'],
    (leak) => [
      json({
        messages: [
          {
            type: 'message',
            text_entities: fields(leak, 'snake').flatMap((f) => [
              { type: 'plain', text: `${label(f.name)}: ` },
              { type: 'code', text: f.value },
            ]),
          },
        ],
      }),
    ],
    isOneLine,
  ),
  rows(
    'discord/export',
    ['general.json'],
    (leak) => [
      json({
        messages: [
          { type: 'Default', content: pairs(leak, 'snake', (n, v) => `${n} = \`${v}\``).join('\n') },
        ],
      }),
    ],
    isPlain,
  ),
  rows('html/paragraphs', ['notes.html'], (leak) =>
    pairs(leak, 'snake', (n, v) => `<p><strong>${label(n)}:</strong> ${xml(v)}</p>`),
  ),
  rows('html/definition-list', ['page.html'], (leak) => [
    '<dl>',
    ...pairs(leak, 'snake', (n, v) => `  <dt>${label(n)}</dt><dd>${xml(v)}</dd>`),
    '</dl>',
  ]),
  rows(
    'html/span-highlight',
    ['preview.html'],
    (leak) =>
      pairs(
        leak,
        'snake',
        (n, v) =>
          `<span class="nv">${n}</span> <span class="o">=</span> <span class="s">&quot;${v}&quot;</span>`,
      ),
    isPlain,
  ),
  rows(
    'latex/verb',
    ['manual.tex'],
    (leak) => pairs(leak, 'snake', (n, v) => `\\item ${label(n)}: \\verb|${v}|`),
    isPlain,
  ),
  rows(
    'latex/listing',
    ['manual.tex'],
    (leak) => [
      '\\begin{lstlisting}',
      ...pairs(leak, 'snake', (n, v) => `${n} = "${v}"`),
      '\\end{lstlisting}',
    ],
    isPlain,
  ),
  rows(
    'rst/literal',
    ['README.rst'],
    (leak) => pairs(leak, 'snake', (n, v) => `* ${n}: \`\`${v}\`\``),
    isPlain,
  ),
  rows(
    'wiki/code',
    ['Setup.mediawiki'],
    (leak) => pairs(leak, 'snake', (n, v) => `* ${n}: <code>${v}</code>`),
    isPlain,
  ),
  rows(
    'confluence/monospaced',
    ['page.txt'],
    (leak) => pairs(leak, 'snake', (n, v) => `|${label(n)}|{{${v}}}|`),
    isPlain,
  ),
  file(
    'mail/quoted-printable',
    ['mail.eml'],
    (leak) =>
      `Subject: ${leak.word} keys\nContent-Transfer-Encoding: quoted-printable\n\n${fields(leak, 'snake')
        .map((f) => eachValue(`${label(f.name)}: ${f.value}`, (v) => `${v.slice(0, 20)}=\n${v.slice(20)}`))
        .join('\n')}\n`,
    { fits: (leak) => pair(leak) && leak.parts.every((p) => /^[A-Za-z0-9-]{24,}$/.test(p.raw)) },
  ),
  file(
    'mail/base64-body',
    ['mail.eml'],
    (leak) =>
      `Subject: ${leak.word} keys\nContent-Transfer-Encoding: base64\n\n${whole(
        pairs(leak, 'snake', (n, v) => `${n}: ${v}`).join('\n'),
        (t) => Buffer.from(t).toString('base64').replace(/.{76}/g, '$&\n'),
      )}\n`,
    { fits: (leak) => pair(leak) },
  ),
  rows(
    'rtf/paragraphs',
    ['keys.rtf'],
    (leak) => [
      '{\\rtf1\\ansi\\deff0',
      ...pairs(leak, 'snake', (n, v) => `\\pard ${label(n)}: \\b ${v}\\b0\\par`),
      '}',
    ],
    isPlain,
  ),
  rows(
    'diff/word-replaced',
    ['fix.diff'],
    (leak) => pairs(leak, 'SCREAMING', (n, v) => `${n}=[-changeme-]{+${v}+}`),
    isBare,
  ),
  rows(
    'diff/word-removed',
    ['fix.diff'],
    (leak) => pairs(leak, 'snake', (n, v) => `${n} = [-"${v}"-]{+os.environ["${n}"]+}`),
    isPlain,
  ),
  rows('diff/json-value', ['change.diff'], (leak) => [
    '@@ -1,4 +1,4 @@',
    ...pairs(leak, 'camel', (n, v) => `-  "${n}": ${double(v)},\n+  "${n}": "",`),
  ]),
  rows(
    'npm/rc-like',
    ['.npmrc', '.pypirc'],
    (leak) => pairs(leak, 'camel', (n, v) => `//registry.${leak.word}.com/:_${n}=${v}`),
    isBare,
  ),
  rows(
    'shell/set-command',
    ['env.fish', 'run.sh'],
    (leak) => pairs(leak, 'SCREAMING', (n, v) => `set -gx ${n} ${single(v)}`),
    isPlain,
  ),
  rows(
    'shell/echo-pipe',
    ['setup.sh'],
    (leak) =>
      pairs(leak, 'SCREAMING', (n, v) => `echo -n "${v}" | docker secret create ${n.toLowerCase()} -`),
    isPlain,
  ),
  rows(
    'shell/printf-pipe',
    ['deploy.sh'],
    (leak) => pairs(leak, 'SCREAMING', (n, v) => `printf '%s' '${v}' | gh secret set ${n}`),
    isPlain,
  ),
  rows(
    'shell/here-string',
    ['deploy.sh'],
    (leak) => pairs(leak, 'SCREAMING', (n, v) => `wrangler secret put ${n} <<< "${v}"`),
    isPlain,
  ),
  rows(
    'shell/assoc-array',
    ['keys.bash'],
    (leak) => ['declare -A KEYS=(', ...pairs(leak, 'snake', (n, v) => `  [${n}]="${v}"`), ')'],
    isPlain,
  ),
  rows(
    'apache/setenv',
    ['.htaccess', 'vhost.conf'],
    (leak) => pairs(leak, 'SCREAMING', (n, v) => `SetEnv ${n} "${v}"`),
    isOneLine,
  ),
  rows(
    'caddy/header',
    ['Caddyfile'],
    (leak) => pairs(leak, 'kebab', (n, v) => `  header_up X-${n} "${v}"`),
    isPlain,
  ),
  rows('json/entries', ['state.json'], (leak) => [json(fields(leak, 'camel').map((f) => [f.name, f.value]))]),
  rows('json/dynamo', ['dump.json'], (leak) => [
    json({ Item: Object.fromEntries(fields(leak, 'camel').map((f) => [f.name, { S: f.value }])) }),
  ]),
  rows('json/type-value', ['form.json'], (leak) => [
    json(fields(leak, 'snake').map((f) => ({ id: f.name, type: 'text', value: f.value }))),
  ]),
  rows('jwt/firestore', ['export.json'], (leak) => [
    json({
      fields: Object.fromEntries(fields(leak, 'camel').map((f) => [f.name, { stringValue: f.value }])),
    }),
  ]),
  rows(
    'php/serialized',
    ['session.txt', 'options.sql'],
    (leak) => [
      `a:2:{${fields(leak, 'snake')
        .map((f) => `s:${f.name.length}:"${f.name}";s:40:"${f.value}";`)
        .join('')}}`,
    ],
    isPlain,
  ),
  rows(
    'ruby/inspect',
    ['production.log'],
    (leak) => [`Parameters: {${pairs(leak, 'snake', (n, v) => `"${n}"=>"${v}"`).join(', ')}}`],
    isPlain,
  ),
  rows(
    'log/query-string',
    ['access.log'],
    (leak) => [
      `10.0.0.1 - - [01/Mar/2024:10:00:00 +0000] "GET /login?${pairs(leak, 'snake', (n, v) => `${n}=${v}`).join('&')} HTTP/1.1" 200 12`,
    ],
    (leak) => leak.parts.every((p) => /^[\w.-]+$/.test(p.raw)),
  ),
  rows(
    'log/set-x',
    ['ci.log'],
    (leak) => pairs(leak, 'SCREAMING', (n, v) => `+ export ${n}=${v}\n+ ${n}=${v}`),
    isBare,
  ),
  rows(
    'sql/insert-names',
    ['seed.sql'],
    (leak) => [
      `INSERT INTO credentials (exchange, ${fields(leak, 'snake')
        .map((f) => f.name)
        .join(', ')}) VALUES ('${leak.word}', ${leak.parts.map((p) => `'${p.value}'`).join(', ')});`,
    ],
    isPlain,
  ),
  rows('excel/sheet-xml', ['xl/sharedStrings.xml'], (leak) => [
    `<sst>${fields(leak, 'snake')
      .map((f) => `<si><t>${label(f.name)}</t></si><si><t>${xml(f.value)}</t></si>`)
      .join('')}</sst>`,
  ]),
  code(
    'rust/option-env-unwrap',
    RUST,
    (leak) =>
      pairs(
        leak,
        'SCREAMING',
        (n, v) => `const ${n}: &str = match option_env!("${n}") { Some(v) => v, None => "${v}" };`,
      ),
    { fits: isPlain },
  ),
  code(
    'python/credentials-tuple',
    PYTHON,
    (leak) => [`creds = Credentials("${leak.parts.map((p) => p.value).join('", "')}")`],
    { fits: barePair },
  ),
  code(
    'javascript/array-destructured',
    JAVASCRIPT,
    (leak) => [
      `const [${fields(leak, 'camel')
        .map((f) => f.name)
        .join(', ')}] = [${leak.parts.map((p) => single(p.value)).join(', ')}];`,
    ],
    { fits: isPair },
  ),
  code(
    'php/list-assign',
    PHP,
    (leak) => [
      `[${fields(leak, 'snake')
        .map((f) => `$${f.name}`)
        .join(', ')}] = [${leak.parts.map((p) => single(p.value)).join(', ')}];`,
    ],
    { fits: pair },
  ),
];

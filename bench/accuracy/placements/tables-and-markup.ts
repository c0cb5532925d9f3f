import { isBare, isOneLine, type Leak, type Placement } from '../leak.ts';
import { between } from '../marks.ts';
import { fields } from '../names.ts';
import { double, json, single, xml } from '../quoting.ts';
import { barePair } from './define.ts';
import { pairs, rows } from './written.ts';

const cell = (leak: Leak): boolean => isBare(leak) && leak.parts.every((p) => !/[,;|]/.test(p.raw));
const bytes = (value: string): string =>
  between(value, (t) => Array.from(t, (c) => `&#${c.charCodeAt(0)};`).join(''));
const hexEntities = (value: string): string =>
  between(value, (t) => Array.from(t, (c) => `&#x${c.charCodeAt(0).toString(16)};`).join(''));

/** Tables, markup and exports beyond those of the other files. */
export const tablesAndMarkup: Placement[] = [
  rows('registry/values', ['bot.reg'], (leak) => [
    'Windows Registry Editor Version 5.00',
    '[HKEY_CURRENT_USER\\Software\\Bot]',
    ...pairs(leak, 'Pascal', (n, v) => `"${n}"=${double(v)}`),
  ]),
  rows(
    'sqlite/dump',
    ['keys.sql', 'dump.sql'],
    (leak) => [
      `INSERT INTO accounts VALUES(1,'${leak.word}',${leak.parts.map((p) => single(p.value)).join(',')},1);`,
    ],
    barePair,
  ),
  rows('sql/set-variable', ['setup.sql'], (leak) =>
    pairs(leak, 'snake', (n, v) => `SET @${n} = ${single(v)};`),
  ),
  rows('mongo/insert', ['seed.js', 'mongo.txt'], (leak) => [
    `db.accounts.insertOne({ exchange: "${leak.word}", ${pairs(leak, 'camel', (n, v) => `${n}: ${double(v)}`).join(', ')} })`,
  ]),
  rows('redis/commands', ['commands.redis', 'redis.txt'], (leak) =>
    pairs(leak, 'snake', (n, v) => `HSET account:${leak.word} ${n} ${double(v)}`),
  ),
  rows(
    'csv/no-header',
    ['accounts.csv', 'keys.csv'],
    (leak) => [`${leak.word},${leak.parts.map((p) => p.value).join(',')}`],
    (leak) => barePair(leak) && cell(leak),
  ),
  rows(
    'csv/quoted',
    ['accounts.csv'],
    (leak) => [
      `"exchange",${fields(leak, 'snake')
        .map((f) => `"${f.name}"`)
        .join(',')}`,
      `"${leak.word}",${leak.parts.map((p) => `"${p.value}"`).join(',')}`,
    ],
    cell,
  ),
  rows(
    'csv/password-manager',
    ['passwords.csv'],
    (leak) => [
      'url,username,password,extra',
      `https://www.${leak.word}.com,me@example.org,x,"${pairs(leak, 'snake', (n, v) => `${n}: ${v}`).join(' ')}"`,
    ],
    cell,
  ),
  rows('xml/java-properties', ['config.xml'], (leak) => [
    '<properties>',
    ...pairs(leak, 'camel', (n, v) => `  <entry key="${n}">${xml(v)}</entry>`),
    '</properties>',
  ]),
  rows('xml/user-setting', ['user.config'], (leak) =>
    pairs(
      leak,
      'Pascal',
      (n, v) => `<setting name="${n}" serializeAs="String"><value>${xml(v)}</value></setting>`,
    ),
  ),
  rows('xml/resx', ['Resources.resx'], (leak) =>
    pairs(
      leak,
      'Pascal',
      (n, v) => `  <data name="${n}" xml:space="preserve">\n    <value>${xml(v)}</value>\n  </data>`,
    ),
  ),
  rows('xml/exchange-element', ['exchanges.xml'], (leak) => [
    `<exchange name="${leak.word}">`,
    ...pairs(leak, 'camel', (n, v) => `  <${n}>${xml(v)}</${n}>`),
    '</exchange>',
  ]),
  rows('xml/jmeter', ['plan.jmx'], (leak) =>
    pairs(
      leak,
      'snake',
      (n, v) =>
        `<stringProp name="Argument.name">${n}</stringProp>\n<stringProp name="Argument.value">${xml(v)}</stringProp>`,
    ),
  ),
  rows('plist/nested', ['Keys.plist'], (leak) => [
    '<plist version="1.0"><dict>',
    `<key>${leak.word}</key>`,
    '<dict>',
    ...pairs(leak, 'camel', (n, v) => `\t<key>${n}</key>\n\t<string>${xml(v)}</string>`),
    '</dict></dict></plist>',
  ]),
  rows('html/table', ['report.html'], (leak) =>
    pairs(leak, 'snake', (n, v) => `<tr><td>${n}</td><td>${xml(v)}</td></tr>`),
  ),
  rows('html/meta', ['index.html'], (leak) =>
    pairs(leak, 'kebab', (n, v) => `<meta name="${n}" content="${xml(v)}">`),
  ),
  rows('html/code', ['page.html'], (leak) =>
    pairs(leak, 'snake', (n, v) => `<p><b>${n}</b>: <code>${xml(v)}</code></p>`),
  ),
  rows(
    'entities/decimal',
    ['page.html', 'config.xml'],
    (leak) => pairs(leak, 'camel', (n, v) => `<${n}>${bytes(v)}</${n}>`),
    isOneLine,
  ),
  rows(
    'entities/hexadecimal',
    ['page.html', 'config.xml'],
    (leak) => pairs(leak, 'camel', (n, v) => `<add key="${n}" value="${hexEntities(v)}"/>`),
    isOneLine,
  ),
  rows(
    'markdown/bold',
    ['NOTES.md', 'README.md'],
    (leak) => pairs(leak, 'Pascal', (n, v) => `**${n}:** ${v}  `),
    isOneLine,
  ),
  rows(
    'markdown/inline-code',
    ['SETUP.md'],
    (leak) => pairs(leak, 'snake', (n, v) => `- ${n}: \`${v}\``),
    isOneLine,
  ),
  rows('markdown/quote', ['issue.md'], (leak) => pairs(leak, 'snake', (n, v) => `> ${n} = ${v}`), isOneLine),
  rows('org/table', ['keys.org'], (leak) => pairs(leak, 'snake', (n, v) => `| ${n} | ${v} |`), cell),
  rows(
    'org/properties',
    ['keys.org'],
    (leak) => [':PROPERTIES:', ...pairs(leak, 'SCREAMING', (n, v) => `:${n}: ${v}`), ':END:'],
    isOneLine,
  ),
  rows(
    'latex/texttt',
    ['report.tex'],
    (leak) => pairs(leak, 'flat', (n, v) => `${n}: \\texttt{${v}}`),
    (leak) => leak.parts.every((p) => /^[\w+/=.:-]+$/.test(p.raw)),
  ),
  rows('asciidoc/list', ['keys.adoc'], (leak) => pairs(leak, 'snake', (n, v) => `${n}:: ${v}`), isOneLine),
  rows('bitwarden/export', ['bitwarden.json'], (leak) => [
    json({
      items: [
        {
          name: leak.word,
          fields: fields(leak, 'snake').map((f) => ({ name: f.name, value: f.value, type: 1 })),
        },
      ],
    }),
  ]),
  rows('har/post-data', ['session.har'], (leak) => [
    json({
      log: {
        entries: [
          {
            request: {
              url: `https://api.${leak.word}.com/v1`,
              postData: { params: fields(leak, 'snake').map((f) => ({ name: f.name, value: f.value })) },
            },
          },
        ],
      },
    }),
  ]),
  rows('n8n/workflow', ['workflow.json'], (leak) => [
    json({
      nodes: [
        {
          parameters: {
            headerParameters: {
              parameters: fields(leak, 'kebab').map((f) => ({ name: `X-${f.name}`, value: f.value })),
            },
          },
        },
      ],
    }),
  ]),
];

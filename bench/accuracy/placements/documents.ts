import type { Leak, Placement } from '../leak.ts';
import { fields, type Style } from '../names.ts';
import { csv, double, doubled, json, unicodeEscapes, xml } from '../quoting.ts';
import { file, pair } from './define.ts';

const FLAT = [
  'config.json',
  'keys.json',
  'secrets.json',
  'credentials.json',
  'settings.json',
  'config.json.bak',
];

/** JSON, XML, tables and SQL. */
export const documents: Placement[] = [
  file('json/flat', FLAT, (leak) => json(object(leak, 'camel'))),
  file('json/flat-snake', FLAT, (leak) => json({ ...object(leak, 'snake'), timeout: 30 }, 4)),
  file('json/kebab', FLAT, (leak) => json(object(leak, 'kebab'))),
  file('json/one-line', FLAT, (leak) => json(object(leak, 'camel'), 0)),
  file(
    'json/nested',
    FLAT,
    (leak) =>
      json({ dryRun: false, exchanges: { [leak.word]: { enabled: true, ...object(leak, 'camel') } } }),
    { says: ['key'] },
  ),
  file(
    'json/deeply-nested',
    FLAT,
    (leak) => json({ a: { b: { [leak.word]: { c: { d: { e: { f: [object(leak, 'snake')] } } } } } } }),
    { says: ['key'] },
  ),
  file('json/very-deep', ['state.json'], (leak) => deep(leak), { says: ['sibling'] }),
  file(
    'json/sibling',
    FLAT,
    (leak) => json({ accounts: [{ name: 'main', exchange: leak.word, ...object(leak, 'camel') }] }),
    { says: ['sibling'] },
  ),
  file('json/sibling-after', FLAT, (leak) => json([{ ...object(leak, 'snake'), platform: leak.word }]), {
    says: ['sibling'],
  }),
  file(
    'json/host',
    FLAT,
    (leak) => json({ baseUrl: `https://${leak.issuer.hosts[0]}`, ...object(leak, 'camel') }),
    { says: ['host'] },
  ),
  file('json/name-value-list', ['env.json', 'task-definition.json'], (leak) =>
    json({ environment: fields(leak, 'SCREAMING').map((f) => ({ name: f.name, value: f.value })) }),
  ),
  file('json/value-name-list', ['parameters.json'], (leak) =>
    json(fields(leak, 'SCREAMING').map((f) => ({ ParameterValue: f.value, ParameterKey: f.name }))),
  ),
  file('json/json-in-json', ['workspace.json'], (leak) =>
    json({ type: 'Account', config: json(object(leak, 'camel'), 0) }),
  ),
  file('json/json-twice', ['export.json'], (leak) =>
    json({ body: json({ config: json(object(leak, 'snake'), 0) }, 0) }),
  ),
  file(
    'json/unicode-escapes',
    FLAT,
    (leak) =>
      `{\n${fields(leak, 'camel')
        .map((f) => `  "${f.name}": "${unicodeEscapes(f.value)}"`)
        .join(',\n')}\n}\n`,
  ),
  file(
    'json5/comments',
    ['config.json5', 'config.jsonc', '.vscode/settings.json'],
    (leak) =>
      `{\n  // ${leak.said === 'comment' ? leak.issuer.name : 'account'}\n${fields(leak, 'camel')
        .map((f) => `  ${f.name}: ${double(f.value)},`)
        .join('\n')}\n}\n`,
    { says: ['comment', 'name', 'folder', 'nowhere'] },
  ),
  file('json/vscode-launch', ['.vscode/launch.json'], (leak) =>
    json({ configurations: [{ type: 'python', env: object(leak, 'SCREAMING') }] }),
  ),
  file(
    'json/package-scripts',
    ['package.json'],
    (leak) =>
      json({
        name: 'bot',
        version: '1.0.0',
        scripts: {
          start: `${fields(leak, 'SCREAMING')
            .map((f) => `${f.name}=${f.value}`)
            .join(' ')} node index.js`,
        },
      }),
    { fits: pair },
  ),
  file('json/lambda', ['lambda.json'], (leak) =>
    json({ FunctionName: 'trade', Environment: { Variables: object(leak, 'SCREAMING') } }),
  ),
  file(
    'jsonl/records',
    ['accounts.jsonl'],
    (leak) => `{"id":1}\n${json({ exchange: leak.word, ...object(leak, 'snake') }, 0)}\n{"id":3}\n`,
    { says: ['sibling'] },
  ),
  file(
    'xml/elements',
    ['config.xml', 'settings.xml'],
    (leak) =>
      `<?xml version="1.0"?>\n<config>\n  <${leak.said === 'key' ? leak.word : 'exchange'}>\n${fields(
        leak,
        'camel',
      )
        .map((f) => `    <${f.name}>${xml(f.value)}</${f.name}>`)
        .join('\n')}\n  </${leak.said === 'key' ? leak.word : 'exchange'}>\n</config>\n`,
    { says: ['key', 'name', 'file', 'nowhere'] },
  ),
  file(
    'xml/attributes',
    ['accounts.xml'],
    (leak) =>
      `<accounts>\n  <account exchange="${leak.word}" ${fields(leak, 'camel')
        .map((f) => `${f.name}="${xml(f.value)}"`)
        .join(' ')}/>\n</accounts>\n`,
    { says: ['sibling'] },
  ),
  file(
    'xml/cdata',
    ['config.xml'],
    (leak) =>
      `<config>\n${fields(leak, 'snake')
        .map((f) => `  <${f.name}><![CDATA[${f.value}]]></${f.name}>`)
        .join('\n')}\n</config>\n`,
  ),
  file(
    'xml/spring-bean',
    ['applicationContext.xml'],
    (leak) =>
      `<bean id="${leak.word}Client" class="app.Client">\n${fields(leak, 'camel')
        .map((f) => `  <property name="${f.name}" value="${xml(f.value)}"/>`)
        .join('\n')}\n</bean>\n`,
    { says: ['sibling'] },
  ),
  file(
    'plist/strings',
    ['Info.plist', 'Keys.plist'],
    (leak) =>
      `<?xml version="1.0"?>\n<plist version="1.0">\n<dict>\n${fields(leak, 'Pascal')
        .map((f) => `  <key>${f.name}</key>\n  <string>${xml(f.value)}</string>`)
        .join('\n')}\n</dict>\n</plist>\n`,
  ),
  file(
    'android/strings',
    ['app/src/main/res/values/strings.xml', 'res/values/secrets.xml'],
    (leak) =>
      `<resources>\n    <string name="app_name">Bot</string>\n${fields(leak, 'snake')
        .map((f) => `    <string name="${f.name}">${xml(f.value)}</string>`)
        .join('\n')}\n</resources>\n`,
  ),
  file(
    'android/manifest',
    ['AndroidManifest.xml'],
    (leak) =>
      `<manifest>\n${fields(leak, 'SCREAMING')
        .map((f) => `  <meta-data android:name="${f.name}" android:value="${xml(f.value)}" />`)
        .join('\n')}\n</manifest>\n`,
  ),
  file('csv/header', ['accounts.csv', 'keys.csv'], (leak) => table(leak, ','), {
    fits: pair,
    says: ['sibling'],
  }),
  file('csv/semicolons', ['api_keys.csv'], (leak) => table(leak, ';'), { fits: pair, says: ['sibling'] }),
  file('tsv/header', ['accounts.tsv'], (leak) => table(leak, '\t'), { fits: pair, says: ['sibling'] }),
  file(
    'csv/key-value',
    ['credentials.csv'],
    (leak) =>
      `name,value\n${fields(leak, 'snake')
        .map((f) => `${f.name},${csv(f.value)}`)
        .join('\n')}\n`,
    { fits: pair },
  ),
  file(
    'sql/insert',
    ['seed.sql', 'dump.sql', 'migrations/002.sql'],
    (leak) =>
      `INSERT INTO accounts (id, exchange, ${fields(leak, 'snake')
        .map((f) => f.name)
        .join(', ')}) VALUES (1, '${leak.word}', ${leak.parts.map((p) => doubled(p.value)).join(', ')});\n`,
    { fits: pair, says: ['sibling'] },
  ),
  file(
    'sql/insert-rows',
    ['backup.sql'],
    (leak) =>
      `INSERT INTO \`api_keys\` (\`id\`,\`venue\`,${fields(leak, 'snake')
        .map((f) => `\`${f.name}\``)
        .join(
          ',',
        )},\`active\`) VALUES\n(7,'${leak.word}',${leak.parts.map((p) => doubled(p.value)).join(',')},1);\n`,
    { fits: pair, says: ['sibling'] },
  ),
  file(
    'sql/update',
    ['fix.sql', 'patch.sql'],
    (leak) =>
      `UPDATE settings SET ${fields(leak, 'snake')
        .map((f) => `${f.name} = ${doubled(f.value)}`)
        .join(', ')} WHERE exchange = '${leak.word}';\n`,
    { fits: pair, says: ['sibling'] },
  ),
  file(
    'sql/key-value-rows',
    ['config.sql'],
    (leak) =>
      fields(leak, 'SCREAMING')
        .map((f) => `INSERT INTO config VALUES ('${f.name}', ${doubled(f.value)});`)
        .join('\n'),
    { fits: pair },
  ),
  file(
    'sql/copy',
    ['dump.sql'],
    (leak) =>
      `COPY accounts (id, exchange, ${fields(leak, 'snake')
        .map((f) => f.name)
        .join(', ')}) FROM stdin;\n1\t${leak.word}\t${leak.parts.map((p) => p.value).join('\t')}\n\\.\n`,
    { fits: pair, says: ['sibling'] },
  ),
];

function object(leak: Leak, style: Style): Record<string, string> {
  return Object.fromEntries(fields(leak, style).map((f) => [f.name, f.value]));
}

function table(leak: Leak, separator: string): string {
  const head = ['name', 'exchange', ...fields(leak, 'snake').map((f) => f.name)].join(separator);
  const cells = leak.parts.map((part) => (separator === ',' ? csv(part.value) : part.value));
  return `${head}\n${['main', leak.word, ...cells].join(separator)}\n`;
}

/** Braces within braces, far beyond what a person writes. */
function deep(leak: Leak): string {
  const depth = leak.random.int(40, 400);
  const inner = json({ exchange: leak.word, ...object(leak, 'camel') }, 0);
  return `${'{"n":'.repeat(depth)}${inner}${'}'.repeat(depth)}\n`;
}

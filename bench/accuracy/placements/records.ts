import { language, SHELL } from '../languages.ts';
import { isBare, isOneLine, isPair, type Leak, type Placement } from '../leak.ts';
import { between } from '../marks.ts';
import { fields, type Style } from '../names.ts';
import { double, json, single, xml } from '../quoting.ts';
import { barePair, code, file } from './define.ts';

const POWERSHELL = language({
  files: ['run.ps1', 'profile.ps1'],
  comment: (t) => `# ${t}`,
  constant: (n, t) => `$${n} = "${t}"`,
});
const cell = (leak: Leak): boolean => isBare(leak) && leak.parts.every((p) => !/[,;|]/.test(p.raw));
const bytes = (value: string): string =>
  between(value, (t) => Array.from(t, (c) => `&#${c.charCodeAt(0)};`).join(''));
const hexEntities = (value: string): string =>
  between(value, (t) => Array.from(t, (c) => `&#x${c.charCodeAt(0).toString(16)};`).join(''));

/** Command lines, tables, markup, logs and notes beyond those of the other files. */
export const records: Placement[] = [
  each('powershell/env-double', POWERSHELL, 'SCREAMING', (n, v) => `$env:${n} = ${double(v)}`),
  each(
    'powershell/set-variable',
    POWERSHELL,
    'SCREAMING',
    (n, v) => `[Environment]::SetEnvironmentVariable("${n}", ${double(v)}, "User")`,
  ),
  each(
    'powershell/set-item',
    POWERSHELL,
    'SCREAMING',
    (n, v) => `Set-Item -Path Env:${n} -Value ${single(v)}`,
  ),
  each('powershell/variable', POWERSHELL, 'Pascal', (n, v) => `$${n} = ${double(v)}`),
  each(
    'powershell/secure-string',
    POWERSHELL,
    'Pascal',
    (n, v) => `$${n} = ConvertTo-SecureString ${single(v)} -AsPlainText -Force`,
  ),
  each('powershell/parameter', POWERSHELL, 'Pascal', (n, v) => `param([string]$${n} = ${double(v)})`),
  each('shell/declare', SHELL, 'SCREAMING', (n, v) => `declare -x ${n}=${double(v)}`, isOneLine),
  each('shell/readonly', SHELL, 'snake', (n, v) => `readonly ${n}=${single(v)}`, isOneLine),
  each('shell/local', SHELL, 'snake', (n, v) => `  local ${n}=${double(v)}`, isOneLine),
  each('shell/csh', SHELL, 'SCREAMING', (n, v) => `setenv ${n} ${double(v)}`, isOneLine),
  each(
    'shell/kubectl-literal',
    SHELL,
    'kebab',
    (n, v) => `kubectl create secret generic bot --from-literal=${n}=${v}`,
    isBare,
  ),
  each('shell/fly-secrets', SHELL, 'SCREAMING', (n, v) => `fly secrets set ${n}=${v}`, isBare),
  each(
    'shell/vercel-env',
    SHELL,
    'SCREAMING',
    (n, v) => `echo ${double(v)} | vercel env add ${n} production`,
    isOneLine,
  ),
  each('shell/printf', SHELL, 'SCREAMING', (n, v) => `printf '${n}=%s\\n' ${single(v)} >> .env`, isOneLine),
  each(
    'shell/ssm-parameter',
    SHELL,
    'kebab',
    (n, v) => `aws ssm put-parameter --name /bot/${n} --type SecureString --value ${double(v)}`,
    isOneLine,
  ),
  each(
    'shell/lambda-variables',
    SHELL,
    'SCREAMING',
    (n, v) =>
      `aws lambda update-function-configuration --function-name bot --environment "Variables={${n}=${v}}"`,
    isBare,
  ),
  each(
    'shell/gcloud-env',
    SHELL,
    'SCREAMING',
    (n, v) => `gcloud run deploy bot --set-env-vars ${n}=${v},MODE=live`,
    cell,
  ),
  each(
    'shell/az-setting',
    SHELL,
    'SCREAMING',
    (n, v) => `az webapp config appsettings set --settings ${n}=${double(v)}`,
    isOneLine,
  ),
  each('shell/helm-set', SHELL, 'camel', (n, v) => `helm upgrade bot ./chart --set secrets.${n}=${v}`, cell),
  each('shell/history-time', SHELL, 'SCREAMING', (n, v) => `#1700000000\nexport ${n}=${v}`, isBare),
  each(
    'shell/openssl-sign',
    SHELL,
    'SCREAMING',
    (n, v) => `${n}=${v}; echo -n "$Q" | openssl dgst -sha256 -hmac "$${n}"`,
    isBare,
  ),
  each('shell/if-empty', SHELL, 'SCREAMING', (n, v) => `[ -z "$${n}" ] && ${n}=${double(v)}`, isOneLine),
  each(
    'curl/urlencode',
    SHELL,
    'snake',
    (n, v) => `curl -G https://example.org/v1 --data-urlencode "${n}=${v}"`,
    isOneLine,
  ),
  each('curl/form', SHELL, 'snake', (n, v) => `curl -F ${n}=${v} https://example.org/v1`, isBare),
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
    'docker/inspect',
    ['inspect.json'],
    (leak) => [json([{ Config: { Env: fields(leak, 'SCREAMING').map((f) => `${f.name}=${f.value}`) } }])],
    isOneLine,
  ),
  rows('terraform/plan', ['plan.txt'], (leak) =>
    pairs(leak, 'snake', (n, v) => `      + ${n.padEnd(24)} = ${double(v)}`),
  ),
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
  rows(
    'yaml/args-list',
    ['deployment.yaml'],
    (leak) => ['args:', ...pairs(leak, 'kebab', (n, v) => `  - --${n}=${v}`)],
    isBare,
  ),
  rows(
    'yaml/args-pairs',
    ['deployment.yaml'],
    (leak) => ['args:', ...pairs(leak, 'kebab', (n, v) => `  - "--${n}"\n  - ${double(v)}`)],
    isBare,
  ),
  rows('yaml/quoted-keys', ['config.yaml'], (leak) => pairs(leak, 'snake', (n, v) => `"${n}": ${double(v)}`)),
  rows(
    'yaml/azure-variables',
    ['azure-pipelines.yml'],
    (leak) => ['variables:', ...pairs(leak, 'SCREAMING', (n, v) => `- name: ${n}\n  value: ${v}`)],
    isBare,
  ),
  rows('yaml/next-line', ['config.yaml'], (leak) => pairs(leak, 'snake', (n, v) => `${n}:\n  ${v}`), isBare),
  rows('yaml/tagged', ['config.yaml'], (leak) => pairs(leak, 'snake', (n, v) => `${n}: !!str ${v}`), isBare),
  rows(
    'yaml/ansible-default',
    ['vars.yml'],
    (leak) => pairs(leak, 'snake', (n, v) => `${n}: "{{ lookup('env', 'K') | default('${v}', true) }}"`),
    isBare,
  ),
  rows(
    'yaml/app-engine',
    ['app.yaml'],
    (leak) => [
      'runtime: python312',
      'env_variables:',
      ...pairs(leak, 'SCREAMING', (n, v) => `  ${n}: ${single(v)}`),
    ],
    isOneLine,
  ),
  rows('toml/dotted-key', ['config.toml'], (leak) =>
    pairs(leak, 'snake', (n, v) => `${leak.word}.${n} = ${double(v)}`),
  ),
  rows('toml/cargo-env', ['.cargo/config.toml'], (leak) => [
    '[env]',
    ...pairs(leak, 'SCREAMING', (n, v) => `${n} = { value = ${double(v)}, force = true }`),
  ]),
  rows('nomad/env', ['bot.nomad'], (leak) => [
    'env {',
    ...pairs(leak, 'SCREAMING', (n, v) => `  ${n} = ${double(v)}`),
    '}',
  ]),
  rows(
    'vim/swap-like',
    ['.env.swp.txt', '.env~', '.env.dist', 'config.json.bak', '.env.production.local'],
    (leak) => pairs(leak, 'SCREAMING', (n, v) => `${n}=${v}`),
    isBare,
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

function pairs(leak: Leak, style: Style, line: (name: string, value: string) => string): string[] {
  return fields(leak, style).map((field) => line(field.name, field.value));
}

function rows(
  id: string,
  files: readonly string[],
  lines: (leak: Leak) => string[],
  fits?: (leak: Leak) => boolean,
): Placement {
  return file(id, files, (leak) => `${lines(leak).join('\n')}\n`, fits ? { fits } : {});
}

function each(
  id: string,
  of: Parameters<typeof code>[1],
  style: Style,
  line: (name: string, value: string) => string,
  fits?: (leak: Leak) => boolean,
): Placement {
  return code(id, of, (leak) => pairs(leak, style, line), fits ? { fits } : {});
}

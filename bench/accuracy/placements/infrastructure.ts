import { language } from '../languages.ts';
import { isBare, isOneLine, type Leak, type Placement } from '../leak.ts';
import { fields } from '../names.ts';
import { double, json, single } from '../quoting.ts';
import { code, file } from './define.ts';

const HCL = language({
  files: ['terraform.tfvars', 'prod.auto.tfvars', 'variables.tf', 'main.tf'],
  comment: (text) => `# ${text}`,
  constant: (name, text) => `${name} = "${text}"`,
  filler: ['region = "eu-west-1"', 'instance_type = "t3.micro"'],
});
const DOCKER = language({
  files: ['Dockerfile', 'docker/Dockerfile.prod', 'Containerfile'],
  comment: (text) => `# ${text}`,
  constant: (name, text) => `ENV ${name.toUpperCase()}=${text}`,
  filler: ['WORKDIR /app', 'COPY . .', 'RUN pip install -r requirements.txt'],
  head: 'FROM python:3.12-slim',
  tail: 'CMD ["python", "bot.py"]',
});
const UNIT = language({
  files: ['bot.service', 'deploy/trader.service'],
  comment: (t) => `# ${t}`,
  constant: (n, t) => `Environment=${n.toUpperCase()}=${t}`,
  filler: ['Restart=always', 'User=bot'],
  head: '[Service]',
  tail: '[Install]',
});
const SUPERVISOR = language({
  files: ['supervisord.conf', 'conf.d/bot.conf'],
  comment: (t) => `; ${t}`,
  constant: (n, t) => `; ${n}=${t}`,
  filler: ['autostart=true', 'command=python bot.py'],
  head: '[program:bot]',
});
const CRON = language({
  files: ['crontab', 'cron.d/bot', 'crontab.txt'],
  comment: (t) => `# ${t}`,
  constant: (n, t) => `${n.toUpperCase()}=${t}`,
  filler: ['MAILTO=""', '0 3 * * * /usr/bin/backup'],
});
const NGINX = language({
  files: ['nginx.conf', 'conf.d/proxy.conf'],
  comment: (t) => `# ${t}`,
  constant: (_n, t) => `proxy_pass ${t};`,
  filler: ['listen 80;', 'keepalive_timeout 65;'],
});

/** Infrastructure as code, containers, service managers. */
export const infrastructure: Placement[] = [
  code('hcl/tfvars', HCL, (leak) =>
    fields(leak, 'snake').map((f) => `${f.name.padEnd(20)} = ${double(f.value)}`),
  ),
  code('hcl/variable-default', HCL, (leak) =>
    fields(leak, 'snake').flatMap((f) => [
      `variable "${f.name}" {`,
      '  type      = string',
      `  default   = ${double(f.value)}`,
      '  sensitive = true',
      '}',
    ]),
  ),
  code(
    'hcl/map',
    HCL,
    (leak) => [
      'locals {',
      `  ${leak.word} = {`,
      ...fields(leak, 'snake').map((f) => `    ${f.name} = ${double(f.value)}`),
      '  }',
      '}',
    ],
    { says: ['key'] },
  ),
  code(
    'hcl/environment-block',
    HCL,
    (leak) => [
      '  environment {',
      '    variables = {',
      ...fields(leak, 'SCREAMING').map((f) => `      ${f.name} = ${double(f.value)}`),
      '    }',
      '  }',
    ],
    { files: ['lambda.tf'] },
  ),
  file('hcl/tfstate', ['terraform.tfstate'], (leak) =>
    json({
      version: 4,
      outputs: Object.fromEntries(
        fields(leak, 'snake').map((f) => [f.name, { value: f.value, type: 'string', sensitive: true }]),
      ),
    }),
  ),
  file('hcl/tfstate-resource', ['terraform.tfstate.backup'], (leak) =>
    json({
      version: 4,
      resources: [
        {
          type: 'kubernetes_secret',
          instances: [
            {
              attributes: {
                data: Object.fromEntries(fields(leak, 'SCREAMING').map((f) => [f.name, f.value])),
              },
            },
          ],
        },
      ],
    }),
  ),
  code('docker/env', DOCKER, (leak) =>
    fields(leak, 'SCREAMING').map((f) => `ENV ${f.name}=${double(f.value)}`),
  ),
  code(
    'docker/env-space',
    DOCKER,
    (leak) => fields(leak, 'SCREAMING').map((f) => `ENV ${f.name} ${f.value}`),
    { fits: isBare },
  ),
  code(
    'docker/env-continued',
    DOCKER,
    (leak) => [
      `ENV ${fields(leak, 'SCREAMING')
        .map((f) => `${f.name}=${f.value}`)
        .join(' \\\n    ')}`,
    ],
    { fits: isBare },
  ),
  code('docker/arg', DOCKER, (leak) => fields(leak, 'SCREAMING').map((f) => `ARG ${f.name}=${f.value}`), {
    fits: isBare,
  }),
  code(
    'docker/run-echo',
    DOCKER,
    (leak) => [
      `RUN echo "${fields(leak, 'SCREAMING')
        .map((f) => `${f.name}=${f.value}`)
        .join('\\n')}" > .env`,
    ],
    { fits: isBare },
  ),
  code(
    'systemd/environment',
    UNIT,
    (leak) => fields(leak, 'SCREAMING').map((f) => `Environment=${f.name}=${f.value}`),
    { fits: isBare },
  ),
  code(
    'systemd/environment-quoted',
    UNIT,
    (leak) => fields(leak, 'SCREAMING').map((f) => `Environment="${f.name}=${f.value}"`),
    { fits: isOneLine },
  ),
  code(
    'systemd/exec-start',
    UNIT,
    (leak) => [
      `ExecStart=/opt/bot/run ${fields(leak, 'kebab')
        .map((f) => `--${f.name}=${f.value}`)
        .join(' ')}`,
    ],
    { fits: isBare },
  ),
  code(
    'supervisord/environment',
    SUPERVISOR,
    (leak) => [
      `environment=${fields(leak, 'SCREAMING')
        .map((f) => `${f.name}=${double(f.value)}`)
        .join(',')}`,
    ],
    { fits: isOneLine, says: ['name', 'comment', 'file', 'nowhere'] },
  ),
  code(
    'cron/inline',
    CRON,
    (leak) => [
      `*/5 * * * * ${fields(leak, 'SCREAMING')
        .map((f) => `${f.name}=${f.value}`)
        .join(' ')} python /opt/bot.py`,
    ],
    { fits: isBare },
  ),
  code('cron/lines', CRON, (leak) => fields(leak, 'SCREAMING').map((f) => `${f.name}=${f.value}`), {
    fits: isBare,
  }),
  code(
    'nginx/proxy-header',
    NGINX,
    (leak) => fields(leak, 'kebab').map((f) => `    proxy_set_header X-${f.name} ${double(f.value)};`),
    { fits: isOneLine, says: ['name', 'host', 'comment'] },
  ),
  file(
    'vault/kv-put',
    ['bootstrap.sh', 'README.md'],
    (leak) =>
      `vault kv put secret/${leak.said === 'key' ? leak.word : 'bot'} ${fields(leak, 'snake')
        .map((f) => `${f.name}=${single(f.value)}`)
        .join(' ')}\n`,
    { fits: isOneLine, says: ['key', 'name', 'folder'] },
  ),
  file(
    'aws/credentials',
    ['.aws/credentials', 'credentials'],
    (leak) =>
      `[default]\n${fields(leak, 'snake')
        .map((f) => `${f.name} = ${f.value}`)
        .join('\n')}\n`,
    { fits: isOneLine, says: ['name', 'folder'] },
  ),
  file('netrc/login', ['.netrc', '_netrc'], netrc, { fits: isBare, says: ['host'] }),
  file(
    'pgpass/like',
    ['.exchange-pass', 'passwords.txt'],
    (leak) => `${leak.word}:${leak.parts.map((p) => p.value).join(':')}\n`,
    {
      fits: (leak) => leak.parts.length > 1 && leak.parts.every((p) => /^[\w+/=.-]+$/.test(p.raw)),
      says: ['sibling'],
    },
  ),
];

function netrc(leak: Leak): string {
  const [login, ...rest] = leak.parts;
  return `machine ${leak.issuer.hosts[0]}\n  login ${login!.value}\n${rest.map((part) => `  password ${part.value}\n`).join('')}`;
}

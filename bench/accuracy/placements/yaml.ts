import { language } from '../languages.ts';
import { isBare, isOneLine, type Leak, type Placement } from '../leak.ts';
import { between } from '../marks.ts';
import { fields, type Style } from '../names.ts';
import { base64, double, doubled } from '../quoting.ts';
import { code } from './define.ts';

const YAML = language({
  files: [
    'config.yml',
    'config.yaml',
    'settings.yaml',
    'conf/secrets.yml',
    'application.yml',
    'credentials.yaml',
  ],
  comment: (text) => `# ${text}`,
  constant: (name, text) => `${name}: ${text}`,
  filler: ['timeout: 30', 'symbol: BTC/USDT', 'debug: false', 'leverage: 3'],
});
const at = (...files: string[]): { files: string[] } => ({ files });

/** YAML in all its writings, and the tools that are configured with it. */
export const yaml: Placement[] = [
  code('yaml/flat', YAML, (leak) => lines(leak, 'snake', ''), { fits: isOneLine }),
  code('yaml/double-quoted', YAML, (leak) =>
    fields(leak, 'camel').map((f) => `${f.name}: ${double(f.value)}`),
  ),
  code(
    'yaml/single-quoted',
    YAML,
    (leak) => fields(leak, 'kebab').map((f) => `${f.name}: ${doubled(f.value)}`),
    { fits: isOneLine },
  ),
  code(
    'yaml/nested',
    YAML,
    (leak) => ['exchanges:', `  ${leak.word}:`, '    enabled: true', ...lines(leak, 'snake', '    ')],
    { fits: isOneLine, says: ['key'] },
  ),
  code(
    'yaml/deeply-nested',
    YAML,
    (leak) => [
      'app:',
      '  trading:',
      '    venues:',
      `      ${leak.word}:`,
      '        auth:',
      '          live:',
      ...lines(leak, 'camel', '            '),
    ],
    { fits: isOneLine, says: ['key'] },
  ),
  code(
    'yaml/list',
    YAML,
    (leak) => ['accounts:', `  - exchange: ${leak.word}`, '    name: main', ...lines(leak, 'snake', '    ')],
    { fits: isOneLine, says: ['sibling'] },
  ),
  code(
    'yaml/list-name-last',
    YAML,
    (leak) => [
      'accounts:',
      ...lines(leak, 'snake', '    ').map((l, i) => (i === 0 ? `  - ${l.trim()}` : l)),
      `    exchange: ${leak.word}`,
    ],
    { fits: isOneLine, says: ['sibling'] },
  ),
  code(
    'yaml/flow',
    YAML,
    (leak) => [
      `${leak.word}: {${fields(leak, 'snake')
        .map((f) => `${f.name}: ${f.value}`)
        .join(', ')}}`,
    ],
    { fits: (leak) => leak.parts.every((p) => /^[\w+/=.-]+$/.test(p.raw)), says: ['key'] },
  ),
  code(
    'yaml/anchors',
    YAML,
    (leak) => ['defaults: &keys', ...lines(leak, 'snake', '  '), 'live:', '  <<: *keys'],
    { fits: isOneLine },
  ),
  code('yaml/block-literal', YAML, (leak) =>
    fields(leak, 'snake').flatMap((f) => [`${f.name}: |`, indented(f.value, '  ')]),
  ),
  code(
    'yaml/block-folded',
    YAML,
    (leak) => fields(leak, 'snake').flatMap((f) => [`${f.name}: >-`, indented(f.value, '  ')]),
    { fits: isOneLine },
  ),
  code('yaml/commented-out', YAML, (leak) => fields(leak, 'snake').map((f) => `# ${f.name}: ${f.value}`), {
    fits: isOneLine,
  }),
  code(
    'yaml/compose-list',
    YAML,
    (leak) => [
      'services:',
      '  bot:',
      '    image: bot:latest',
      '    environment:',
      ...fields(leak, 'SCREAMING').map((f) => `      - ${f.name}=${f.value}`),
    ],
    { ...at('docker-compose.yml', 'compose.yaml'), fits: isOneLine },
  ),
  code(
    'yaml/compose-map',
    YAML,
    (leak) => ['services:', '  bot:', '    environment:', ...lines(leak, 'SCREAMING', '      ')],
    { ...at('docker-compose.prod.yml'), fits: isOneLine },
  ),
  code(
    'yaml/compose-command',
    YAML,
    (leak) => [
      'services:',
      '  bot:',
      `    command: [${fields(leak, 'kebab')
        .map((f) => `"--${f.name}", ${double(f.value)}`)
        .join(', ')}]`,
    ],
    at('docker-compose.yml'),
  ),
  code(
    'yaml/kubernetes-data',
    YAML,
    (leak) => [
      ...secretHead(leak),
      'data:',
      ...fields(leak, 'SCREAMING').map((f) => `  ${f.name}: ${base64(f.value)}`),
    ],
    at('k8s/secret.yaml', 'deploy/secrets.yml'),
  ),
  code(
    'yaml/kubernetes-data-newline',
    YAML,
    (leak) => [
      ...secretHead(leak),
      'data:',
      ...fields(leak, 'kebab').map((f) => `  ${f.name}: ${base64(`${f.value}\n`)}`),
    ],
    at('k8s/secret.yaml'),
  ),
  code(
    'yaml/kubernetes-string-data',
    YAML,
    (leak) => [...secretHead(leak), 'stringData:', ...lines(leak, 'SCREAMING', '  ')],
    { ...at('k8s/secret.yaml'), fits: isOneLine },
  ),
  code(
    'yaml/kubernetes-config-map',
    YAML,
    (leak) => [
      'apiVersion: v1',
      'kind: ConfigMap',
      'metadata: {name: bot}',
      'data:',
      ...lines(leak, 'SCREAMING', '  '),
    ],
    { ...at('k8s/configmap.yaml'), fits: isOneLine },
  ),
  code(
    'yaml/kubernetes-env',
    YAML,
    (leak) => [
      '      containers:',
      '        - name: bot',
      '          env:',
      ...fields(leak, 'SCREAMING').flatMap((f) => [
        `            - name: ${f.name}`,
        `              value: ${double(f.value)}`,
      ]),
    ],
    at('k8s/deployment.yaml'),
  ),
  code(
    'yaml/helm-extra-env',
    YAML,
    (leak) => [
      `extraEnv: [${fields(leak, 'SCREAMING')
        .map((f) => `{name: ${f.name}, value: ${double(f.value)}}`)
        .join(', ')}]`,
    ],
    at('charts/bot/values.yaml'),
  ),
  code(
    'yaml/helm-values',
    YAML,
    (leak) => [
      'secrets:',
      ...(leak.said === 'key' ? [`  ${leak.word}:`] : ['  api:']),
      ...lines(leak, 'camel', '    '),
    ],
    { ...at('values.yaml', 'helm/values-prod.yaml'), fits: isOneLine, says: ['key', 'name', 'folder'] },
  ),
  code('yaml/ansible-vars', YAML, (leak) => ['---', ...lines(leak, 'snake', '').map((l) => l)], {
    ...at('group_vars/all.yml', 'vars/main.yml', 'host_vars/bot1.yml'),
    fits: isOneLine,
  }),
  code(
    'yaml/ansible-task',
    YAML,
    (leak) => [
      '- name: write environment',
      '  lineinfile:',
      '    path: /opt/bot/.env',
      '    line: "{{ item }}"',
      '  loop:',
      ...fields(leak, 'SCREAMING').map((f) => `    - "${f.name}=${f.value}"`),
    ],
    { ...at('playbook.yml', 'tasks/main.yml'), fits: isOneLine },
  ),
  code(
    'yaml/github-actions-env',
    YAML,
    (leak) => [
      'on: push',
      'jobs:',
      '  run:',
      '    runs-on: ubuntu-latest',
      '    env:',
      ...lines(leak, 'SCREAMING', '      '),
    ],
    { ...at('.github/workflows/bot.yml'), fits: isOneLine },
  ),
  code(
    'yaml/github-actions-run',
    YAML,
    (leak) => [
      '    steps:',
      `      - run: python bot.py ${fields(leak, 'kebab')
        .map((f) => `--${f.name} ${f.value}`)
        .join(' ')}`,
    ],
    { ...at('.github/workflows/run.yml'), fits: isBare },
  ),
  code(
    'yaml/github-actions-echo',
    YAML,
    (leak) => [
      '    steps:',
      ...fields(leak, 'SCREAMING').map((f) => `      - run: echo "${f.name}=${f.value}" >> $GITHUB_ENV`),
    ],
    { ...at('.github/workflows/env.yml'), fits: isBare },
  ),
  code('yaml/gitlab-ci', YAML, (leak) => ['variables:', ...lines(leak, 'SCREAMING', '  ')], {
    ...at('.gitlab-ci.yml'),
    fits: isOneLine,
  }),
  code('yaml/circleci', YAML, (leak) => ['    environment:', ...lines(leak, 'SCREAMING', '      ')], {
    ...at('.circleci/config.yml'),
    fits: isOneLine,
  }),
  code(
    'yaml/serverless',
    YAML,
    (leak) => ['provider:', '  name: aws', '  environment:', ...lines(leak, 'SCREAMING', '    ')],
    { ...at('serverless.yml'), fits: isOneLine },
  ),
  code(
    'yaml/render',
    YAML,
    (leak) => [
      '    envVars:',
      ...fields(leak, 'SCREAMING').flatMap((f) => [`      - key: ${f.name}`, `        value: ${f.value}`]),
    ],
    { ...at('render.yaml'), fits: isOneLine },
  ),
  code(
    'yaml/pulumi',
    YAML,
    (leak) => ['config:', ...fields(leak, 'camel').map((f) => `  bot:${f.name}: ${f.value}`)],
    { ...at('Pulumi.prod.yaml'), fits: isOneLine },
  ),
  code(
    'yaml/spring',
    YAML,
    (leak) => [
      'spring:',
      '  application: {name: bot}',
      `${leak.said === 'key' ? leak.word : 'exchange'}:`,
      ...lines(leak, 'kebab', '  '),
    ],
    { ...at('src/main/resources/application.yml'), fits: isOneLine, says: ['key', 'name', 'folder'] },
  ),
  code(
    'yaml/openapi-example',
    YAML,
    (leak) => [
      '    parameters:',
      ...fields(leak, 'kebab').flatMap((f) => [
        `      - name: ${f.name}`,
        '        in: header',
        `        example: ${f.value}`,
      ]),
    ],
    { ...at('openapi.yaml'), fits: isOneLine, says: ['name', 'host', 'comment'] },
  ),
];

function lines(leak: Leak, style: Style, indent: string): string[] {
  return fields(leak, style).map((f) => `${indent}${f.name}: ${f.value}`);
}

function indented(value: string, indent: string): string {
  return indent + between(value, (text) => text.replace(/\n/g, `\n${indent}`));
}

function secretHead(leak: Leak): string[] {
  const name = leak.said === 'key' ? leak.word.replace(/_/g, '-') : 'bot';
  return ['apiVersion: v1', 'kind: Secret', `metadata:`, `  name: ${name}-keys`, 'type: Opaque'];
}

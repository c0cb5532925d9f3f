import { language, SHELL } from '../languages.ts';
import { isBare, isOneLine, type Leak, type Placement } from '../leak.ts';
import { fields } from '../names.ts';
import { double, json, single } from '../quoting.ts';
import { each, pairs, rows } from './written.ts';

const POWERSHELL = language({
  files: ['run.ps1', 'profile.ps1'],
  comment: (t) => `# ${t}`,
  constant: (n, t) => `$${n} = "${t}"`,
});
const cell = (leak: Leak): boolean => isBare(leak) && leak.parts.every((p) => !/[,;|]/.test(p.raw));

/** Command lines, and the settings of machines, beyond those of the other files. */
export const commandLines: Placement[] = [
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
];

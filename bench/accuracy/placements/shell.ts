import { type Language, language, SHELL } from '../languages.ts';
import { isBare, isOneLine, type Leak, type Placement } from '../leak.ts';
import { fields } from '../names.ts';
import { double, shell as quoted } from '../quoting.ts';
import { code, file } from './define.ts';

const BATCH = language({
  files: ['run.bat', 'start.cmd'],
  comment: (t) => `REM ${t}`,
  constant: (n, t) => `set ${n}=${t}`,
  filler: ['@echo off', 'cd /d C:\\bot', 'python bot.py'],
});
const FISH = language({
  files: ['config.fish'],
  comment: (t) => `# ${t}`,
  constant: (n, t) => `set ${n} ${t}`,
  filler: ['set -g fish_greeting'],
});
const MAKE: Language = language({
  files: ['Makefile', 'env.mk'],
  comment: (t) => `# ${t}`,
  constant: (n, t) => `${n.toUpperCase()} := ${t}`,
  filler: ['.PHONY: run', 'run:', '\tpython bot.py'],
});

const history = {
  files: ['.bash_history', '.zsh_history', 'notes/history.txt'],
  says: ['name', 'host', 'folder'] as const,
};

/** Shell scripts, command lines and their history. */
export const shell: Placement[] = [
  code('shell/export', SHELL, (leak) => fields(leak, 'SCREAMING').map((f) => `export ${f.name}=${f.value}`), {
    fits: isBare,
  }),
  code('shell/export-quoted', SHELL, (leak) =>
    fields(leak, 'SCREAMING').map((f) => `export ${f.name}=${double(f.value)}`),
  ),
  code('shell/assignment', SHELL, (leak) =>
    fields(leak, 'SCREAMING').map((f) => `${f.name}=${quoted(f.value)}`),
  ),
  code(
    'shell/default-expansion',
    SHELL,
    (leak) => fields(leak, 'SCREAMING').map((f) => `${f.name}="\${${f.name}:-${f.value}}"`),
    { fits: isBare },
  ),
  code(
    'shell/inline-environment',
    SHELL,
    (leak) => [
      `${fields(leak, 'SCREAMING')
        .map((f) => `${f.name}=${f.value}`)
        .join(' ')} python bot.py`,
    ],
    { fits: isBare },
  ),
  code(
    'shell/flags',
    SHELL,
    (leak) => [
      `python bot.py ${fields(leak, 'kebab')
        .map((f) => `--${f.name} ${f.value}`)
        .join(' ')} --symbol BTCUSDT`,
    ],
    { fits: isBare },
  ),
  code(
    'shell/flags-equals',
    SHELL,
    (leak) => [
      `./trader ${fields(leak, 'kebab')
        .map((f) => `--${f.name}=${quoted(f.value)}`)
        .join(' \\\n  ')}`,
    ],
    { fits: isOneLine },
  ),
  code(
    'shell/docker-run',
    SHELL,
    (leak) => [
      `docker run -d ${fields(leak, 'SCREAMING')
        .map((f) => `-e ${f.name}=${f.value}`)
        .join(' ')} bot:latest`,
    ],
    { fits: isBare },
  ),
  code(
    'shell/heroku-config',
    SHELL,
    (leak) => [
      `heroku config:set ${fields(leak, 'SCREAMING')
        .map((f) => `${f.name}=${f.value}`)
        .join(' ')}`,
    ],
    { fits: isBare },
  ),
  code(
    'shell/heredoc',
    SHELL,
    (leak) => ['cat > .env <<EOF', ...fields(leak, 'SCREAMING').map((f) => `${f.name}=${f.value}`), 'EOF'],
    { fits: isBare },
  ),
  code(
    'shell/echo-append',
    SHELL,
    (leak) => fields(leak, 'SCREAMING').map((f) => `echo "${f.name}=${f.value}" >> .env`),
    { fits: isBare },
  ),
  code(
    'shell/sed',
    SHELL,
    (leak) => fields(leak, 'SCREAMING').map((f) => `sed -i 's|^${f.name}=.*|${f.name}=${f.value}|' .env`),
    { fits: isBare },
  ),
  code(
    'shell/git-secret-set',
    SHELL,
    (leak) => fields(leak, 'SCREAMING').map((f) => `gh secret set ${f.name} --body ${double(f.value)}`),
    { fits: isOneLine },
  ),
  file(
    'shell/history-zsh',
    ['.zsh_history'],
    (leak) =>
      `: 1700000000:0;cd bot\n${fields(leak, 'SCREAMING')
        .map((f, i) => `: 170000000${i}:0;export ${f.name}=${f.value}`)
        .join('\n')}\n: 1700000009:0;ls\n`,
    { ...history, says: ['name', 'folder'], fits: isBare },
  ),
  code(
    'shell/dotenv-inline',
    SHELL,
    (leak) => [
      `env ${fields(leak, 'SCREAMING')
        .map((f) => `${f.name}=${quoted(f.value)}`)
        .join(' ')} node index.js`,
    ],
    { fits: isOneLine, files: history.files },
  ),
  code('shell/fish-set', FISH, (leak) =>
    fields(leak, 'SCREAMING').map((f) => `set -x ${f.name} ${quoted(f.value)}`),
  ),
  code(
    'shell/fish-universal',
    FISH,
    (leak) => fields(leak, 'SCREAMING').map((f) => `set -Ux ${f.name} ${f.value}`),
    { fits: isBare },
  ),
  code('shell/cmd-set', BATCH, (leak) => fields(leak, 'SCREAMING').map((f) => `set ${f.name}=${f.value}`), {
    fits: isBare,
  }),
  code(
    'shell/cmd-setx',
    BATCH,
    (leak) => fields(leak, 'SCREAMING').map((f) => `setx ${f.name} "${f.value}"`),
    { fits: isBare },
  ),
  code('make/assignment', MAKE, (leak) => fields(leak, 'SCREAMING').map((f) => `${f.name} ?= ${f.value}`), {
    fits: isBare,
  }),
  code(
    'make/export',
    MAKE,
    (leak) => fields(leak, 'SCREAMING').map((f) => `export ${f.name} := ${f.value}`),
    { fits: isBare },
  ),
];

/** The `NAME=value` lines of a leak. */
export function environmentLines(leak: Leak): string[] {
  return fields(leak, 'SCREAMING').map((f) => `${f.name}=${f.value}`);
}

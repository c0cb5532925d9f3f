/** What keysweep writes into a shell hook, and how it gets in and out again. Pure. */

export const HOOK_NAMES = ['pre-commit', 'pre-merge-commit', 'commit-msg', 'pre-push'] as const;
export type HookName = (typeof HOOK_NAMES)[number];

const BEGIN_MARK = '# keysweep begin';
const BEGIN = '# keysweep begin (written by "keysweep init"; "keysweep init --undo" takes it out)';
const END = '# keysweep end';
const BLOCK = /^# keysweep begin\b[^\n]*\n[\s\S]*?^# keysweep end(?:\n|$)/m;
const SHELL = /^#!.*\b(?:sh|bash|dash|ksh|zsh|ash)\b/;

const CALLS: Readonly<Record<HookName, string>> = {
  'pre-commit': '"$keysweep" staged || exit $?',
  'pre-merge-commit': '"$keysweep" staged || exit $?',
  'commit-msg': '"$keysweep" commit-msg "$1" || exit $?',
  // What git says on standard input is kept for the commands that follow.
  'pre-push': `keysweep_refs=$(cat)
printf '%s\\n' "$keysweep_refs" | "$keysweep" pre-push "$@" || exit $?
if [ -z "$keysweep_refs" ]; then exec </dev/null; else exec <<KEYSWEEP_REFS
$keysweep_refs
KEYSWEEP_REFS
fi`,
};

/**
 * The lines for one hook. `program` is the project's own keysweep, relative to the top of the work tree; where it
 * is missing, the one on PATH is taken, and where neither is or node is not, the hook stops and says so.
 */
export function hookBlock(name: HookName, program: string): string {
  return `${BEGIN}
keysweep=${quoted(program)}
[ -x "$keysweep" ] || keysweep=keysweep
if ! command -v node >/dev/null 2>&1; then
  echo 'keysweep: node is not on PATH here, so nothing was scanned.' >&2
  echo 'hint: put it there for the program you use git from (with husky, in ~/.config/husky/init.sh).' >&2
  exit 1
fi
if ! command -v "$keysweep" >/dev/null 2>&1; then
  echo 'keysweep: the program is not installed here, so nothing was scanned.' >&2
  echo 'hint: run npm install, or take the hook out with: keysweep init --undo' >&2
  exit 1
fi
${CALLS[name]}
${END}
`;
}

/** Can our lines stand in this hook? A file without a first line for the system is run by sh. */
export function isShellHook(text: string): boolean {
  return !text.includes('\0') && (!text.startsWith('#!') || SHELL.test(text));
}

export function hasBlock(text: string): boolean {
  return BLOCK.test(text);
}

/**
 * Is keysweep the first to do something in this hook, so that nothing else runs when it finds a key? Either in our
 * lines or in one that a person wrote: husky ends its files at the first command that fails, others need `||`.
 */
export function stopsFirst(text: string, isHusky: boolean): boolean {
  const lines = text.split('\n').filter((line) => !/^\s*(?:#(?! keysweep begin)|$|set -[a-z]+$)/.test(line));
  const [first = ''] = lines;
  if (first.startsWith(BEGIN_MARK)) return true;
  const isPlain = /^(?:exec )?[\w./-]*\bkeysweep staged$/.test(first.trim());
  return isPlain
    ? isHusky || lines.length === 1
    : /^[\w./-]*\bkeysweep staged \|\| exit\b/.test(first.trim());
}

/**
 * A hook with our lines: before everything else, because an `exit` or `exec` in front of them would end it.
 * Lines that are there already are renewed where they stand.
 */
export function withBlock(text: string, block: string): string {
  if (hasBlock(text)) return text.replace(BLOCK, () => block);
  const start = /^#![^\n]*\n?/.exec(text)?.[0] ?? '';
  const head = start === '' || start.endsWith('\n') ? start : `${start}\n`;
  return head + block + text.slice(start.length);
}

/** The hook as it was before. */
export function withoutBlock(text: string): string {
  return text.replace(BLOCK, '');
}

/** A shell hook of our own that goes on with the hook that was there, which has another name now. */
export function chainedHook(block: string, next: string): string {
  return `#!/bin/sh\n${block}exec "$(dirname "$0")/${next}" "$@"\n`;
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}

import { mkdirSync } from 'node:fs';
import { ExitCode } from '../../exit-codes.ts';
import { escapeLogText } from '../../terminal/escape.ts';
import { type Console, defineCommand } from '../command.ts';
import { HOOK_NAMES, type HookName } from '../hooks/block.ts';
import { addToHook, type HookChange, removeFromHook } from '../hooks/hook-file.ts';
import { findSetup, type HookSetup } from '../hooks/setup.ts';
import { hookWarnings } from '../hooks/warnings.ts';
import { noPositionals } from '../options.ts';

export const command = defineCommand({
  name: 'init',
  usage: ['init [--commit-msg]', 'init --undo'],
  about:
    'Makes git call keysweep before a commit, before a merge is committed and before a push: through husky, lefthook, pre-commit, an existing core.hooksPath or the plain hooks folder, whichever is in use. Adds to what is there and can be run again.',
  options: {
    'commit-msg': {
      type: 'boolean',
      help: 'Scan commit messages, too. It starts a second process for each commit.',
    },
    undo: { type: 'boolean', help: 'Take everything out again.' },
  },
  examples: ['keysweep init', 'keysweep init --undo', 'keysweep doctor'],
  exits: '0 done, 2 wrong usage, or something here was left as it is',
  async run({ values, positionals, console }) {
    noPositionals(positionals, 'init');
    const setup = findSetup(console.cwd);
    const { cwd } = console;
    if (values.undo) return tell({ changes: await takeOut(setup, cwd), warnings: [], console });
    const names = HOOK_NAMES.filter((name) => name !== 'commit-msg' || values['commit-msg']);
    const changes = await putIn({ setup, names, console });
    return tell({ changes, warnings: await hookWarnings(setup, console), console });
  },
});

async function putIn(request: {
  setup: HookSetup;
  names: HookName[];
  console: Console;
}): Promise<HookChange[]> {
  const { setup, names, console } = request;
  if (isForEverybody(setup)) return [refusal(setup)];
  if (setup.manager === 'lefthook' || setup.manager === 'pre-commit') {
    const { addToYaml } = await import('../hooks/yaml-hooks.ts');
    return [addToYaml(setup, names, console)];
  }
  mkdirSync(setup.folder, { recursive: true });
  return names.map((name) => addToHook(hookFile(setup, name, console.cwd)));
}

async function takeOut(setup: HookSetup, cwd: string): Promise<HookChange[]> {
  const hooks = isForEverybody(setup)
    ? []
    : HOOK_NAMES.map((name) => removeFromHook(hookFile(setup, name, cwd)));
  const { removeFromYaml } = await import('../hooks/yaml-hooks.ts');
  const changes = [...hooks, setup.file === null ? null : removeFromYaml(setup, cwd)];
  return changes.filter((change) => change !== null);
}

function hookFile(setup: HookSetup, name: HookName, cwd: string) {
  const { folder, program, manager } = setup;
  return { name, folder, program, isHusky: manager === 'husky', cwd };
}

/** A folder that all the user's repositories share is not changed on behalf of one of them. */
function isForEverybody({ hooksPath }: HookSetup): boolean {
  return hooksPath?.scope === 'global' || hooksPath?.scope === 'system';
}

function refusal({ hooksPath }: HookSetup): HookChange {
  const text = `core.hooksPath is ${hooksPath?.value} for every repository (${hooksPath?.scope} configuration), so nothing was changed. Call keysweep staged from the pre-commit hook there, or set core.hooksPath for this repository.`;
  return { text, isRefused: true };
}

function tell(outcome: { changes: HookChange[]; warnings: string[]; console: Console }): ExitCode {
  const { changes, warnings, console } = outcome;
  const done = changes.filter(({ isRefused }) => !isRefused).map(({ text }) => text);
  const refused = changes.filter(({ isRefused }) => isRefused).map(({ text }) => text);
  if (changes.length === 0) done.push('keysweep is in no hook here');
  for (const text of done) console.stdout.write(`${printable(text)}\n`);
  for (const text of refused) console.stderr.write(`keysweep: ${printable(text)}\n`);
  for (const text of warnings) console.stderr.write(`warning: ${printable(text)}\n`);
  return refused.length > 0 ? ExitCode.usage : ExitCode.clean;
}

function printable(text: string): string {
  return text.split('\n').map(escapeLogText).join('\n');
}

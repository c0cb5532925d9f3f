import { ExitCode } from '../../exit-codes.ts';
import { escapeLogText } from '../../terminal/escape.ts';
import { defineCommand } from '../command.ts';
import { examineFiles, tryOut } from '../hooks/examine.ts';
import { findSetup } from '../hooks/setup.ts';
import { hookWarnings } from '../hooks/warnings.ts';
import { noPositionals } from '../options.ts';

export const command = defineCommand({
  name: 'doctor',
  usage: ['doctor'],
  about:
    'Says whether the pre-commit hook really runs here. Stages a made-up key in a scratch index with scratch objects and shows that it is caught: the index and the objects of the repository never hold it. Exits with 2 when something is wrong.',
  options: {},
  examples: ['keysweep doctor'],
  exits: '0 the hooks run, 2 wrong usage, or something keeps them from running',
  async run({ positionals, console }) {
    noPositionals(positionals, 'doctor');
    const setup = findSetup(console.cwd);
    const verdicts = [...examineFiles(setup, console.cwd), ...(await tryOut(setup, console.cwd))];
    const warnings = await hookWarnings(setup, console);
    const lines = [
      `hooks here: ${setup.manager === 'git' ? 'plain git hooks' : setup.manager}, in ${setup.effective}`,
      ...verdicts.map(({ isWell, text }) => `${isWell ? 'well: ' : 'WRONG:'} ${text}`),
      ...warnings.map((text) => `WRONG: ${text}`),
    ];
    for (const line of lines) console.stdout.write(`${escapeLogText(line)}\n`);
    return warnings.length === 0 && verdicts.every(({ isWell }) => isWell) ? ExitCode.clean : ExitCode.usage;
  },
});

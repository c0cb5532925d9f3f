import { KeysweepError } from '../../errors.ts';
import { ExitCode } from '../../exit-codes.ts';
import { plural } from '../../terminal/counts.ts';
import { escapeLogText } from '../../terminal/escape.ts';
import { type Console, defineCommand } from '../command.ts';
import { catalogHere, findIssuer } from '../issuer-argument.ts';
import { suggestion } from '../options.ts';
import { SCAN_OPTIONS } from '../scan-options.ts';

interface Request {
  /** What stands behind the action's name. */
  names: string[];
  /** Paths of `--rules`. */
  own: string[];
  console: Console;
}

const ACTIONS: ReadonlyMap<string, (request: Request) => Promise<ExitCode>> = new Map([
  ['list', listRules],
  ['show', showRule],
  ['check', checkRuleFiles],
]);

export const command = defineCommand({
  name: 'rules',
  usage: ['rules list [OPTIONS]', 'rules show ISSUER [OPTIONS]', 'rules check [PATH...]'],
  about:
    'Lists the issuers whose credentials are found, shows what is known of one, or checks rule files: their form, and whether their own examples are found. Without a path, check tries the shipped rules.',
  options: { rules: SCAN_OPTIONS.rules },
  examples: ['keysweep rules list', 'keysweep rules show kraken', 'keysweep rules check our-rules/desk.yaml'],
  exits: '0 done and every rule is right, 2 wrong usage, or a rule is wrong',
  async run({ values, positionals: [name = '', ...names], console }) {
    const action = ACTIONS.get(name);
    if (action !== undefined) return action({ names, own: values.rules ?? [], console });
    const actions = [...ACTIONS.keys()];
    const hint = `${suggestion(name, actions)}Say what to do: rules ${actions.join(' | ')}.`;
    throw new KeysweepError('USAGE', name === '' ? 'rules needs an action' : `unknown action "${name}"`, {
      hint,
    });
  },
});

async function listRules({ names, own, console }: Request): Promise<ExitCode> {
  expectNames(names, 0, 'rules list takes no arguments; one issuer: keysweep rules show ISSUER');
  const catalog = await catalogHere(own, console.cwd);
  const { issuerTable } = await import('../rule-text.ts');
  console.stdout.write(issuerTable(catalog.rules));
  return ExitCode.clean;
}

async function showRule({ names, own, console }: Request): Promise<ExitCode> {
  expectNames(names, 1, 'keysweep rules show ISSUER');
  const catalog = await catalogHere(own, console.cwd);
  const issuer = await findIssuer(names[0] ?? '', catalog);
  const { issuerText } = await import('../rule-text.ts');
  console.stdout.write(issuerText(issuer));
  return ExitCode.clean;
}

async function checkRuleFiles({ names, own, console }: Request): Promise<ExitCode> {
  const { checkRulesAt } = await import('../rule-check.ts');
  const { faults, issuers, shipped } = await checkRulesAt([...names, ...own]);
  for (const fault of faults) console.stdout.write(`${escapeLogText(fault)}\n`);
  for (const id of shipped)
    console.stdout.write(`note: keysweep ships ${id}, so --rules refuses this file\n`);
  const verdict = faults.length === 0 ? 'nothing wrong' : plural(faults.length, 'problem');
  console.stdout.write(`${plural(issuers, 'issuer')} checked: ${verdict}\n`);
  return faults.length === 0 ? ExitCode.clean : ExitCode.usage;
}

function expectNames(names: string[], count: number, hint: string): void {
  if (names.length !== count) throw new KeysweepError('USAGE', 'wrong number of arguments', { hint });
}

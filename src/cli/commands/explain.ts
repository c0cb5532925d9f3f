import { KeysweepError } from '../../errors.ts';
import { ExitCode } from '../../exit-codes.ts';
import { runbook } from '../../remediation/runbook.ts';
import type { RunbookStep } from '../../remediation/step.ts';
import { createPaint, type Paint } from '../../terminal/colors.ts';
import { wrap } from '../../terminal/columns.ts';
import { defineCommand } from '../command.ts';
import { wantsColor, widthOf } from '../console.ts';
import { catalogHere, findIssuer } from '../issuer-argument.ts';
import { SCAN_OPTIONS } from '../scan-options.ts';

export const command = defineCommand({
  name: 'explain',
  usage: ['explain ISSUER [OPTIONS]'],
  about:
    'Prints what to do when a credential of this issuer has leaked: freeze, delete, check, replace, clean the history. In this order.',
  options: { rules: SCAN_OPTIONS.rules, color: SCAN_OPTIONS.color },
  examples: ['keysweep explain binance', 'keysweep explain "OKX"'],
  exits: '0 done, 2 wrong usage or configuration',
  async run({ values, positionals, console }) {
    const [given] = positionals;
    if (given === undefined || positionals.length > 1) {
      const hint = 'keysweep explain binance; all issuers: keysweep rules list';
      throw new KeysweepError('USAGE', 'explain takes one issuer', { hint });
    }
    const catalog = await catalogHere(values.rules, console.cwd);
    const issuer = await findIssuer(given, catalog);
    const paint = createPaint(wantsColor(console, values.color));
    const page = { paint, width: widthOf(console) };
    const sections = runbook(issuer).flatMap(({ title, steps }) => [
      '',
      paint('bold', title),
      ...steps.flatMap((step, index) => stepLines(step, index + 1, page)),
    ]);
    const heading = paint('bold', `A leaked credential of ${issuer.name}: what to do, in this order`);
    console.stdout.write(`${[heading, ...sections].join('\n')}\n`);
    return ExitCode.clean;
  },
});

const INDENT = '    ';

function stepLines(
  { text, link, command: line }: RunbookStep,
  number: number,
  page: { paint: Paint; width: number },
): string[] {
  const [first = '', ...rest] = wrap(text, page.width - INDENT.length);
  return [
    `${`${number}.`.padStart(3)} ${first}`,
    ...rest.map((more) => INDENT + more),
    ...(link === undefined ? [] : [INDENT + page.paint('cyan', link)]),
    ...(line === undefined ? [] : [`${INDENT}$ ${line}`]),
  ];
}

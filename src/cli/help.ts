import { padEnd, wrap } from '../terminal/columns.ts';
import type { Command, OptionSpec, OptionTable } from './command.ts';
import { COMMON_OPTIONS } from './options.ts';

const WIDTH = 100;
const INDENT = '  ';

const SCAN_EXITS =
  '0 nothing found, 1 findings, 2 wrong usage or configuration, 3 the scan is incomplete and what it saw is clean';

/** The help of the whole program. */
export function programHelp(commands: ReadonlyMap<string, { summary: string }>): string {
  const rows = [...commands].map(([name, { summary }]): [string, string] => [name, summary]);
  return `${[
    'keysweep finds leaked crypto-exchange credentials, names the exchange, and says how to kill them.',
    '',
    'Usage: keysweep COMMAND [OPTIONS]',
    '',
    'Commands:',
    ...columns(rows),
    '',
    'Options:',
    ...columns(optionRows(COMMON_OPTIONS)),
    '',
    'Help on a command: keysweep COMMAND --help',
    ...exitCodes(SCAN_EXITS),
  ].join('\n')}\n`;
}

/** The help of one command. */
export function commandHelp(command: Command): string {
  return `${[
    ...command.usage.map((line, index) => `${index === 0 ? 'Usage:' : '      '} keysweep ${line}`),
    '',
    ...wrap(command.about, WIDTH),
    '',
    'Options:',
    ...columns(optionRows({ ...command.options, ...COMMON_OPTIONS })),
    '',
    'Examples:',
    ...command.examples.map((line) => INDENT + line),
    '',
    ...exitCodes(command.exits ?? SCAN_EXITS),
  ].join('\n')}\n`;
}

function exitCodes(meanings: string): string[] {
  return wrap(`Exit codes: ${meanings}.`, WIDTH);
}

function optionRows(table: OptionTable): [string, string][] {
  return Object.entries(table).map(([name, spec]) => [optionLabel(name, spec), spec.help]);
}

function optionLabel(name: string, { short, value, isNegative }: OptionSpec): string {
  const long = isNegative ? `--no-${name}` : `--${name}`;
  return `${short ? `-${short}, ` : ''}${long}${value ? ` ${value}` : ''}`;
}

/** Two columns, the second one wrapped. */
function columns(rows: [string, string][]): string[] {
  const width = Math.max(...rows.map(([label]) => label.length)) + 2;
  return rows.flatMap(([label, text]) =>
    wrap(text, WIDTH - width - INDENT.length).map(
      (line, index) => `${INDENT}${padEnd(index === 0 ? label : '', width)}${line}`,
    ),
  );
}

import { type ParseArgsConfig, parseArgs } from 'node:util';
import { nearestName } from '../config/nearest.ts';
import { KeysweepError } from '../errors.ts';
import type { OptionTable } from './command.ts';

/** Options that every command has. */
export const COMMON_OPTIONS = {
  help: { type: 'boolean', short: 'h', help: 'Show this help.' },
  version: { type: 'boolean', help: 'Show the versions of keysweep and of its rules.' },
} as const satisfies OptionTable;

export interface ParsedLine {
  values: Record<string, unknown>;
  positionals: string[];
}

/**
 * Reads a command line strictly: an unknown option, a missing value or a value too many throws `KeysweepError`
 * with code `USAGE` that names the nearest known option.
 */
export function parseOptions(args: string[], table: OptionTable): ParsedLine {
  const options = { ...COMMON_OPTIONS, ...table };
  try {
    const { values, positionals } = parseArgs({ args, options: toConfig(options), ...STRICT });
    checkFilled(values, positionals);
    return { values: { ...values }, positionals };
  } catch (error) {
    throw toUsageError(error, Object.keys(options));
  }
}

/** What stands for a variable that is not set would be taken for the working directory, or for anything. */
function checkFilled(values: Record<string, unknown>, positionals: readonly string[]): void {
  const hint = 'A variable in its place may not be set.';
  const empty = Object.entries(values).find(([, value]) => [value].flat().includes(''));
  if (empty !== undefined) throw new KeysweepError('USAGE', `--${empty[0]} needs a value`, { hint });
  if (positionals.includes('')) throw new KeysweepError('USAGE', 'one of the names is empty', { hint });
}

/** A choice among names, for example of `--min-severity`; undefined where it was not given. */
export function readChoice<T extends string>(
  value: string | undefined,
  option: { name: string; choices: readonly T[] },
): T | undefined {
  if (value === undefined) return undefined;
  const found = option.choices.find((choice) => choice === value);
  if (found !== undefined) return found;
  throw new KeysweepError('USAGE', `--${option.name} cannot be "${value}"`, {
    hint: `${suggestion(value, option.choices)}Possible: ${option.choices.join(', ')}.`,
  });
}

/** A whole number of a range; undefined where it was not given. */
export function readNumber(
  value: string | undefined,
  option: { name: string; least: number; most: number },
): number | undefined {
  if (value === undefined) return undefined;
  const number = /^\d{1,9}$/.test(value) ? Number(value) : Number.NaN;
  if (number >= option.least && number <= option.most) return number;
  throw new KeysweepError('USAGE', `--${option.name} must be a whole number`, {
    hint: `Give one from ${option.least} to ${option.most}.`,
  });
}

/** Refuses words besides the options. */
export function noPositionals(positionals: readonly string[], command: string): void {
  if (positionals.length === 0) return;
  throw new KeysweepError('USAGE', `keysweep ${command} takes no names`, {
    hint: `Its options: keysweep ${command} --help`,
  });
}

/** `Did you mean "x"? ` or nothing. */
export function suggestion(given: string, known: readonly string[]): string {
  const meant = nearestName(given, known);
  return meant === null ? '' : `Did you mean "${meant}"? `;
}

const STRICT = { strict: true, allowPositionals: true, allowNegative: true } as const;

function toConfig(table: OptionTable): NonNullable<ParseArgsConfig['options']> {
  return Object.fromEntries(
    Object.entries(table).map(([name, { type, multiple, short }]) => [
      name,
      { type, ...(multiple && { multiple }), ...(short && { short }) },
    ]),
  );
}

function toUsageError(error: unknown, known: string[]): unknown {
  if (!(error instanceof Error && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS')))
    return error;
  const quoted = /'([^']*)'/.exec(error.message)?.[1] ?? '';
  const option = /--[^\s,=]+/.exec(quoted)?.[0] ?? quoted;
  const help = 'All options: --help.';
  if (error.code === 'ERR_PARSE_ARGS_UNKNOWN_OPTION') {
    const hint =
      suggestion(
        option,
        known.map((name) => `--${name}`),
      ) + help;
    return new KeysweepError('USAGE', `unknown option ${option}`, { hint });
  }
  const what = error.message.includes('does not take') ? 'takes no value' : 'needs a value';
  return new KeysweepError('USAGE', `${option} ${what}`, { hint: help });
}

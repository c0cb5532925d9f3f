import type { ExitCode } from '../exit-codes.ts';

/** One option as the table of a command names it; the key in the table is its long name. */
export interface OptionSpec {
  type: 'boolean' | 'string';
  /** May be given several times. */
  multiple?: boolean;
  short?: string;
  /** A flag that is on unless it is switched off: the help shows `--no-NAME`. */
  isNegative?: boolean;
  /** What stands for the value in the help, for example `FILE`. */
  value?: string;
  /** Help text; may name the default. */
  help: string;
}

export type OptionTable = Readonly<Record<string, OptionSpec>>;

type ValueOf<Spec extends OptionSpec> = Spec extends { type: 'boolean' }
  ? boolean
  : Spec extends { multiple: true }
    ? string[]
    : string;

/** The given options of a table; one that was not given is not there. */
export type ValuesOf<Table extends OptionTable> = { [Name in keyof Table]?: ValueOf<Table[Name]> };

/** What the process is to a command: everything it may read or write besides files. */
export interface Console {
  stdin: AsyncIterable<Uint8Array>;
  stdout: Stream;
  stderr: Stream;
  env: Readonly<Record<string, string | undefined>>;
  cwd: string;
  /** Whether the code that runs was compiled before, so that none is to be kept; undefined where V8 is not the command's to tune. */
  isKept?: boolean;
}

export interface Stream {
  write(text: string): unknown;
  isTTY?: boolean;
  columns?: number;
}

export interface Invocation<Values> {
  values: Values;
  positionals: string[];
  console: Console;
}

/** A sub-command: what the help says about it, and what it does. One file in `commands/` each. */
export interface Command {
  name: string;
  /** Usage lines without the program's name. */
  usage: string[];
  /** One or two sentences. */
  about: string;
  options: OptionTable;
  /** Whole command lines. */
  examples: string[];
  /** What its exit codes mean; absent: what they mean for a scan. */
  exits?: string;
  run(invocation: Invocation<Record<string, unknown>>): Promise<ExitCode>;
}

/** Keeps the types of a command's options from its table to its `run`. */
export function defineCommand<const Table extends OptionTable>(
  spec: Omit<Command, 'options' | 'run'> & {
    options: Table;
    run(invocation: Invocation<ValuesOf<Table>>): Promise<ExitCode>;
  },
): Command {
  return { ...spec, run: ({ values, ...rest }) => spec.run({ ...rest, values: values as ValuesOf<Table> }) };
}

import { KeysweepError } from '../errors.ts';
import { CONFIDENCES, SEVERITIES } from '../findings/model.ts';
import { FORMATS, type Format } from '../reporters/index.ts';
import type { SettingOptions } from '../scan/settings.ts';
import type { OptionTable, ValuesOf } from './command.ts';
import { readChoice, readNumber } from './options.ts';
import { type OutputFile, parseOutput } from './output.ts';

const list = (names: readonly string[]) => names.join(', ');

/** Options of every command that scans and reports. */
export const SCAN_OPTIONS = {
  format: { type: 'string', short: 'f', value: 'FORMAT', help: `Report as ${list(FORMATS)}. Default: text.` },
  output: {
    type: 'string',
    short: 'o',
    multiple: true,
    value: 'FILE',
    help: 'Write the report to a file, too; its ending or FORMAT:FILE tells the format. May be repeated.',
  },
  config: {
    type: 'string',
    value: 'FILE',
    help: 'Configuration. Default: .keysweep.json from the scanned folder upward.',
  },
  rules: { type: 'string', multiple: true, value: 'PATH', help: 'Add rules of your own. May be repeated.' },
  baseline: {
    type: 'string',
    value: 'FILE',
    help: 'Accepted findings. Default: .keysweep-baseline from the scanned folder upward.',
  },
  'min-severity': {
    type: 'string',
    value: 'LEVEL',
    help: `Leave out what is less than ${list(SEVERITIES)}.`,
  },
  'min-confidence': {
    type: 'string',
    value: 'LEVEL',
    help: `Leave out what is less than ${list(CONFIDENCES)}.`,
  },
  issuer: {
    type: 'string',
    multiple: true,
    value: 'ID',
    help: 'Report only credentials of this issuer. May be repeated.',
  },
  jobs: {
    type: 'string',
    short: 'j',
    value: 'N',
    help: 'Threads that scan. Default: one per processor, at most 4.',
  },
  quiet: { type: 'boolean', short: 'q', help: 'No progress, and no text report when nothing was found.' },
  verbose: { type: 'boolean', short: 'v', help: 'Say on standard error what is scanned and with what.' },
  color: { type: 'boolean', isNegative: true, help: 'No colours.' },
} as const satisfies OptionTable;

/** Options that choose files of the working tree. */
export const TREE_OPTIONS = {
  include: { type: 'string', multiple: true, value: 'GLOB', help: 'Scan only such paths. May be repeated.' },
  exclude: {
    type: 'string',
    multiple: true,
    value: 'GLOB',
    help: 'Do not scan such paths. May be repeated.',
  },
  all: { type: 'boolean', help: 'Scan what git ignores, too.' },
} as const satisfies OptionTable;

export type ScanValues = ValuesOf<typeof SCAN_OPTIONS>;

/** What a command line asks of the report. */
export interface ReportRequest {
  format: Format;
  outputs: OutputFile[];
  quiet: boolean;
  verbose: boolean;
  color: boolean | undefined;
}

const MOST_JOBS = 64;

/** The settings that a command line gives; the others come from the configuration. */
export function readSettings(values: ScanValues, cwd: string): SettingOptions {
  const severity = { name: 'min-severity', choices: SEVERITIES };
  const confidence = { name: 'min-confidence', choices: CONFIDENCES };
  return dropUndefined({
    cwd,
    config: values.config,
    baseline: values.baseline,
    rules: values.rules,
    minSeverity: readChoice(values['min-severity'], severity),
    minConfidence: readChoice(values['min-confidence'], confidence),
    issuers: values.issuer?.flatMap((ids) => ids.split(',')),
    jobs: readNumber(values.jobs, { name: 'jobs', least: 1, most: MOST_JOBS }),
  });
}

/** How to report, with every output checked before anything is scanned. */
export function readReportRequest(values: ScanValues, cwd: string): ReportRequest {
  const outputs = (values.output ?? []).map((given) => parseOutput(given, cwd));
  if (new Set(outputs.map(({ path }) => path)).size < outputs.length) {
    throw new KeysweepError('USAGE', 'two reports go to the same --output file', {
      hint: 'Name each file once.',
    });
  }
  return {
    format: readChoice(values.format, { name: 'format', choices: FORMATS }) ?? 'text',
    outputs,
    quiet: values.quiet ?? false,
    verbose: values.verbose ?? false,
    color: values.color,
  };
}

type Defined<T> = { [Key in keyof T]?: Exclude<T[Key], undefined> };

/** Without the keys that hold nothing, as exact optional types want it. */
export function dropUndefined<T extends object>(value: T): Defined<T> {
  return Object.fromEntries(Object.entries(value).filter(([, entry]) => entry !== undefined)) as Defined<T>;
}

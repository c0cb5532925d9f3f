import { KeysweepError } from './errors.ts';
import type { Report } from './findings/model.ts';
import { FORMATS, type Format, loadReporter } from './reporters/index.ts';
import { loadCatalog } from './scan/catalog.ts';
import {
  COUNT,
  checkOptions,
  FLAG,
  type OptionKinds,
  oneOf,
  RUN_OPTIONS,
  TEXT,
  TEXTS,
} from './scan/check-options.ts';
import { factsFor } from './scan/facts.ts';
import { type RunOptions, runSourceScan, runTreeScan, type TreeRunOptions } from './scan/scan.ts';
import { type RangeRunOptions, runRangeScan } from './scan/scan-commits.ts';
import { standardInput } from './sources/stdin.ts';
import { DEFAULT_READ_LIMITS } from './sources/tree.ts';

/** The library: scans without printing or exiting. `docs/library.md` is its guide. */

export { type ErrorCode, KeysweepError } from './errors.ts';
export type {
  Confidence,
  Coverage,
  Environment,
  Finding,
  FindingPart,
  Occurrence,
  PartRole,
  Region,
  Report,
  Severity,
  Skip,
  SkipReason,
  Suppression,
} from './findings/model.ts';
export type { Format } from './reporters/index.ts';
export type { OnProgress } from './scan/scan.ts';
export { VERSION } from './version.ts';

/** Options of `scan`. */
export type ScanOptions = TreeRunOptions;

/** Options of `scanContent`: what the content is called, and those of a scan. */
export interface ContentOptions extends RunOptions {
  /** Its name and folders are evidence like those of any file. Default: `content`. */
  name?: string;
}

/** Options of `scanRange`: those of a scan that are not about paths, and whose word counts. */
export type RangeOptions = RangeRunOptions;

/** Options of `render`. */
export interface RenderOptions {
  /** The same rule files as in the scan, so that the report can advise on their issuers. */
  rules?: readonly string[];
  /** Colours, in `text` only. Default: none. */
  color?: boolean;
  /** Columns to fill, in `text` only. Default: 100. */
  width?: number;
  /** ISO 8601; reports that carry a time leave it out when it is not given. */
  generatedAt?: string;
}

const SCAN_OPTIONS: OptionKinds<ScanOptions> = {
  ...RUN_OPTIONS,
  paths: TEXTS,
  include: TEXTS,
  exclude: TEXTS,
};
const CONTENT_OPTIONS: OptionKinds<ContentOptions> = { ...RUN_OPTIONS, name: TEXT };
const RANGE_OPTIONS: OptionKinds<RangeOptions> = { ...RUN_OPTIONS, policy: TEXT, inlineAllow: FLAG };
const RENDER_OPTIONS: OptionKinds<RenderOptions> = {
  rules: TEXTS,
  color: FLAG,
  width: COUNT,
  generatedAt: TEXT,
};

/**
 * Scans files and folders, by default the working directory. Resolves to the report, whatever was found or
 * could not be read; rejects with `KeysweepError` for wrong options, configuration, rules or baseline, and with
 * the signal's reason when it aborts.
 */
export async function scan(options: ScanOptions = {}): Promise<Report> {
  checkOptions(options, SCAN_OPTIONS);
  const { report } = await runTreeScan(options);
  return report;
}

/** Scans one text or some bytes. Resolves and rejects as `scan` does. */
export async function scanContent(
  content: string | Uint8Array,
  options: ContentOptions = {},
): Promise<Report> {
  checkOptions(options, CONTENT_OPTIONS);
  if (typeof content !== 'string' && !(content instanceof Uint8Array)) {
    throw new KeysweepError('USAGE', 'the content must be a string or a Uint8Array');
  }
  const { name = 'content', ...rest } = options;
  const bytes = typeof content === 'string' ? Buffer.from(content) : content;
  const source = standardInput({ input: once(bytes), name, limits: DEFAULT_READ_LIMITS });
  const root = options.cwd ?? process.cwd();
  const { report } = await runSourceScan({ ...rest, source, mode: 'content', root });
  return report;
}

/**
 * Scans everything that some commits of the repository around `cwd` introduce: `A..B`, `A...B` or one commit.
 * Resolves and rejects as `scan` does, and rejects outside a repository and for commits that are not there.
 */
export async function scanRange(range: string, options: RangeOptions = {}): Promise<Report> {
  checkOptions(options, RANGE_OPTIONS);
  if (typeof range !== 'string') throw new KeysweepError('USAGE', 'the range must be a string');
  const { report } = await runRangeScan({ ...options, range, cwd: options.cwd ?? process.cwd() });
  return report;
}

/** Turns a report into text of any format, with advice on how to kill what was found. */
export async function render(report: Report, format: Format, options: RenderOptions = {}): Promise<string> {
  checkOptions(options, RENDER_OPTIONS);
  checkOptions({ format }, { format: oneOf(FORMATS) });
  const { rules = [], color = false, width = 100, generatedAt } = options;
  const { catalog } = await loadCatalog(rules);
  const write = await loadReporter(format);
  const facts = await factsFor(report, catalog, { rules, cwd: process.cwd() });
  return write(report, { facts, color, width, ...(generatedAt !== undefined && { generatedAt }) });
}

async function* once(bytes: Uint8Array): AsyncIterable<Uint8Array> {
  yield bytes;
}

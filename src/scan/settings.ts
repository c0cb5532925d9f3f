import { statSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { dirname, isAbsolute, relative, resolve, sep } from 'node:path';
import type { Config } from '../config/config.ts';
import { BASELINE_FILE, CONFIG_FILE, findUpward, type LoadedConfig, loadConfig } from '../config/find.ts';
import { KeysweepError } from '../errors.ts';
import { parseBaseline } from '../findings/baseline.ts';
import type { Confidence, Severity } from '../findings/model.ts';
import { readPlainFile } from '../plain-file.ts';
import type { RuleText } from '../rules/load.ts';
import { DEFAULT_READ_LIMITS, type ReadLimits } from '../sources/tree.ts';
import type { Filters, LoadedBaseline } from './assemble.ts';
import { type Policy, policyBaseline, policyConfig, policyRules } from './policy.ts';

/** What a caller may ask for, whatever is scanned. What is not given comes from the configuration file. */
export interface SettingOptions {
  /** Paths in options are relative to it. Default: the process's working directory. */
  cwd?: string;
  /** A configuration file; `false` for none. Default: `.keysweep.json` from the scanned root upward. */
  config?: string | false;
  /** A baseline file; `false` for none. Default: `.keysweep-baseline` from the scanned root upward. */
  baseline?: string | false;
  /** Rule files or folders to add to the shipped rules and to those of the configuration. */
  rules?: readonly string[];
  minSeverity?: Severity;
  minConfidence?: Confidence;
  /** Report only these issuers. */
  issuers?: readonly string[];
  /** Threads that scan. */
  jobs?: number;
  /** Skip files with more bytes. */
  maxFileSize?: number;
  /** Everything on disk instead of what git tracks or does not ignore. */
  all?: boolean;
}

/** Options and configuration, put together and loaded. */
export interface Settings {
  config: LoadedConfig | null;
  baseline: (LoadedBaseline & { folder: string }) | null;
  rules: (string | RuleText)[];
  filters: Filters;
  jobs: number;
  limits: ReadLimits;
  all: boolean;
}

/** Each thread takes some 50 MB; more of them than this and memory would not stay below 300 MB. */
const MAX_JOBS = 4;
const MAX_BASELINE_BYTES = 64 * 1024 * 1024;

/**
 * Puts options and configuration together: an option replaces what the file says, but rules add up. Files that no
 * option names are looked for on disk, or in the policy where there is one. Throws `KeysweepError` for a broken
 * configuration or baseline.
 */
export function resolveSettings(
  options: SettingOptions,
  root: string,
  policy: Policy | null = null,
): Settings {
  const cwd = options.cwd ?? process.cwd();
  const search = { options, cwd, root, policy };
  const config = findConfig(search);
  const file: Config = config?.config ?? {};
  return {
    config,
    baseline: findBaseline({ ...search, config }),
    rules: [
      ...new Set([
        ...configuredRules({ ...search, config }),
        ...(options.rules ?? []).map((path) => resolve(cwd, path)),
      ]),
    ],
    filters: {
      minSeverity: options.minSeverity ?? file.minSeverity ?? 'low',
      minConfidence: options.minConfidence ?? file.minConfidence ?? 'possible',
      issuers: options.issuers ?? file.issuers ?? [],
    },
    /** Asked for where there is a tree: the system takes a hook half a millisecond to ask. */
    get jobs() {
      return options.jobs ?? file.jobs ?? Math.min(availableParallelism(), MAX_JOBS);
    },
    limits: { ...DEFAULT_READ_LIMITS, ...maxBytes(options.maxFileSize ?? file.maxFileSize) },
    all: options.all ?? file.all ?? false,
  };
}

/** The folder that all paths have in common: where configuration and baseline are looked for from. */
export function commonFolder(paths: readonly string[], cwd: string): string {
  const folders = paths.map((path) => folderOf(resolve(cwd, path)));
  let common = folders[0] ?? cwd;
  while (!folders.every((folder) => isWithin(common, folder))) common = dirname(common);
  return common;
}

export function isWithin(folder: string, path: string): boolean {
  const way = relative(folder, path);
  return way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way);
}

/** A path as people like to read it: from the working directory where it lies below it. */
export function shortPath(path: string, cwd: string): string {
  return isWithin(cwd, path) ? relative(cwd, path) || '.' : path;
}

/** The nearest folder that is there; whether the path can be read, whoever reads it says. */
function folderOf(path: string): string {
  return isFolder(path) || dirname(path) === path ? path : folderOf(dirname(path));
}

function isFolder(path: string): boolean {
  try {
    return statSync(path).isDirectory();
  } catch {
    return false;
  }
}

interface Search {
  options: SettingOptions;
  cwd: string;
  root: string;
  policy: Policy | null;
}

function findConfig({ options, cwd, root, policy }: Search): LoadedConfig | null {
  if (options.config === false) return null;
  if (options.config === undefined && policy !== null) return policyConfig(policy, root);
  const file = options.config === undefined ? findUpward(root, CONFIG_FILE) : resolve(cwd, options.config);
  return file === null ? null : loadConfig(file, shortPath(file, cwd));
}

type WithConfig = Search & { config: LoadedConfig | null };

function configuredRules({ options, policy, config }: WithConfig): Settings['rules'] {
  if (config === null) return [];
  const { rules = [] } = config.config;
  const isPolicy = options.config === undefined && policy !== null;
  return isPolicy ? policyRules(policy, rules) : rules.map((path) => resolve(config.folder, path));
}

function findBaseline({ options, cwd, root, policy, config }: WithConfig): Settings['baseline'] {
  if (options.baseline === false) return null;
  const configured = config?.config.baseline;
  if (options.baseline === undefined && options.config === undefined && policy !== null) {
    const loaded = policyBaseline(policy, configured);
    return loaded === null ? null : { ...loaded, folder: root };
  }
  const named =
    options.baseline === undefined
      ? configured && resolve(config?.folder ?? cwd, configured)
      : resolve(cwd, options.baseline);
  const file = named ?? (policy === null ? findUpward(root, BASELINE_FILE) : null);
  return file === null ? null : loadBaseline(file, shortPath(file, cwd));
}

function loadBaseline(file: string, shown: string): Settings['baseline'] {
  return { file: shown, folder: dirname(file), entries: parseBaseline(readBaseline(file, shown), shown) };
}

function readBaseline(file: string, shown: string): string {
  try {
    const bytes = readPlainFile(file, MAX_BASELINE_BYTES);
    if (bytes !== null) return bytes.toString('utf8');
  } catch (cause) {
    const hint = 'Check the path, or write a baseline with: keysweep baseline';
    throw new KeysweepError('BASELINE', `${shown}: cannot be read`, { hint, cause });
  }
  throw new KeysweepError('BASELINE', `${shown}: larger than a baseline can be`, {
    hint: 'It may have 64 MB. Write it anew with: keysweep baseline',
  });
}

function maxBytes(size: number | undefined): Partial<ReadLimits> {
  return size === undefined ? {} : { maxBytes: size };
}

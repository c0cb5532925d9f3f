import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { KeysweepError } from '../errors.ts';
import { readPlainFile } from '../plain-file.ts';
import { formatProblem, type RuleProblem } from './problem.ts';
import type { Issuer } from './rule.ts';
import type { KnownChecks } from './schema.ts';

export interface RuleFilesRequest {
  /** Rule files, folders whose `.yaml` and `.yml` files are meant, and rules that were read already. */
  paths: readonly (string | RuleText)[];
  known: KnownChecks;
  /** Ids that these rules may not have, because other rules do. */
  taken?: ReadonlySet<string>;
}

/** Rules that do not come from the disk. */
export interface RuleText {
  /** As shown to people. */
  file: string;
  text: string;
}

/** What stands in some rule files: the sound issuers, and everything wrong with the others. */
export interface RuleFiles {
  files: string[];
  issuers: Issuer[];
  problems: RuleProblem[];
}

/**
 * Reads rule files and folders. Problems in their content are returned, all of them; a path that cannot be
 * read, or a folder without rules, throws KeysweepError (RULE).
 */
export async function readRuleFiles({ paths, known, taken }: RuleFilesRequest): Promise<RuleFiles> {
  const { parseRule } = await import('./schema.ts');
  const texts = (await Promise.all(paths.map(textsAt))).flat();
  const large = texts.find(({ text }) => text.length > MAX_BYTES);
  if (large !== undefined || texts.length > MAX_FILES) throw tooLarge(large?.file ?? 'the given paths');
  const files = texts.map(({ file }) => file);
  const parsed = texts.map(({ file, text }) => ({ file, ...parseRule({ file, text, known }) }));
  const issuers = parsed.flatMap(({ issuer }) => (issuer === null ? [] : [issuer]));
  const twice = parsed.filter(({ issuer }, index) =>
    parsed.slice(0, index).some((other) => issuer !== null && other.issuer?.id === issuer.id),
  );
  const repeats = twice.map(({ file }) => idProblem(file, 'another of the given files has this id'));
  const shadows = parsed.flatMap(({ file, issuer }) =>
    issuer !== null && taken?.has(issuer.id) ? idProblem(file, `${issuer.id}: ${TAKEN}`) : [],
  );
  return {
    files,
    issuers,
    problems: [...parsed.flatMap(({ problems }) => problems), ...repeats, ...shadows],
  };
}

const TAKEN =
  'keysweep ships a rule with this id, and rules of your own do not replace it; choose another id';

function idProblem(file: string, reason: string): RuleProblem {
  return { file, line: 1, column: 1, path: 'id', reason };
}

const MOST_LISTED = 100;

/** A user's own rules (`--rules FILE|DIR`). Throws KeysweepError (RULE) that lists the problems of all files. */
export async function loadUserRules(request: RuleFilesRequest): Promise<Issuer[]> {
  const { issuers, problems } = await readRuleFiles(request);
  if (problems.length === 0) return issuers;
  const listed = problems.slice(0, MOST_LISTED).map((problem) => `  ${formatProblem(problem)}`);
  const rest = problems.length - listed.length;
  const lines = [...listed, ...(rest > 0 ? [`  and ${rest} more`] : [])].join('\n');
  throw new KeysweepError('RULE', `rules that cannot be used:\n${lines}`, {
    hint: 'Mend the places named above, then try them with `keysweep rules check FILE`.',
  });
}

async function textsAt(path: string | RuleText): Promise<RuleText[]> {
  if (typeof path !== 'string') return [path];
  const files = await filesAt(path);
  return files.map((file) => ({ file, text: readText(file) }));
}

async function filesAt(path: string): Promise<string[]> {
  const facts = await stat(path).catch((cause: unknown) => unreadable(path, cause));
  if (!facts.isDirectory()) return [path];
  const names = await readdir(path).catch((cause: unknown) => unreadable(path, cause));
  const files = names.filter((name) => /\.ya?ml$/.test(name)).sort();
  if (files.length > 0) return files.map((name) => join(path, name));
  throw new KeysweepError('RULE', `${path} holds no .yaml or .yml files`, {
    hint: 'Name a rule file, or a folder with rule files directly in it.',
  });
}

/** As much as one file may hold: the time that YAML takes grows with the square of its keys. The largest that keysweep ships has a fifth of it. */
const MAX_BYTES = 128 * 1024;
const MAX_FILES = 1_000;

function readText(file: string): string {
  try {
    const bytes = readPlainFile(file, MAX_BYTES);
    if (bytes !== null) return bytes.toString('utf8');
  } catch (cause) {
    unreadable(file, cause);
  }
  throw tooLarge(file);
}

function tooLarge(what: string): KeysweepError {
  const hint = `Give each issuer a file of its own, of ${MAX_BYTES / 1024} KB at most; there may be ${MAX_FILES}.`;
  return new KeysweepError('RULE', `the rules at ${what} are larger than rules can be`, { hint });
}

function unreadable(path: string, cause: unknown): never {
  const reason = cause instanceof Error && 'code' in cause ? String(cause.code) : 'unknown error';
  throw new KeysweepError('RULE', `cannot read the rules at ${path} (${reason})`, {
    hint: 'Check the path: that of --rules, of the configuration, or behind rules check.',
    cause,
  });
}

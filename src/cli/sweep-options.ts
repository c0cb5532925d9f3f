import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseSize } from '../config/size.ts';
import { KeysweepError } from '../errors.ts';
import { parseRepositories } from '../sweep/repositories-file.ts';
import type { Target } from '../sweep/session.ts';
import type { UnitLimits } from '../sweep/unit.ts';
import type { OptionTable, ValuesOf } from './command.ts';
import { readNumber } from './options.ts';
import { SCAN_OPTIONS } from './scan-options.ts';

/** What bounds the work on one repository; a worker takes the same options. */
export const UNIT_OPTIONS = {
  pulls: { type: 'boolean', isNegative: true, help: 'Leave out what only pull requests have.' },
  'max-repo-size': {
    type: 'string',
    value: 'SIZE',
    help: 'Do not scan repositories that are larger. Default: 10 GB.',
  },
  'max-minutes': {
    type: 'string',
    value: 'N',
    help: 'Give up a repository that takes longer to fetch, or to scan. Default: 60.',
  },
  'max-memory': {
    type: 'string',
    value: 'SIZE',
    help: 'Give up a repository whose scan needs more memory. Default: 2 GB.',
  },
  fetches: { type: 'string', value: 'N', help: 'Repositories fetched at the same time. Default: 4.' },
  'api-url': {
    type: 'string',
    value: 'URL',
    help: 'The API of a GitHub Enterprise Server. Default: $GITHUB_API_URL, else github.com.',
  },
} as const satisfies OptionTable;

const { output, config, rules, baseline, issuer, jobs, quiet, color } = SCAN_OPTIONS;

export const SWEEP_OPTIONS = {
  user: { type: 'string', value: 'NAME', help: "Sweep a user's repositories." },
  enterprise: { type: 'string', value: 'SLUG', help: 'Sweep all organisations of an enterprise.' },
  repos: {
    type: 'string',
    value: 'FILE',
    help: 'Sweep the repositories that a file names: one URL, or OWNER/NAME, a line.',
  },
  state: {
    type: 'string',
    value: 'DIR',
    help: 'Folder for what the sweep remembers: a sweep that was stopped goes on, the next one reads what changed.',
  },
  forks: { type: 'boolean', help: 'Also sweep forks.' },
  archived: { type: 'boolean', isNegative: true, help: 'Leave out archived repositories.' },
  shard: {
    type: 'string',
    value: 'I/N',
    help: 'Sweep only share I of N, so that N machines share the work.',
  },
  merge: {
    type: 'string',
    multiple: true,
    value: 'DIR',
    help: 'Sweep nothing; make one report of the states of all shards. May be repeated.',
  },
  'keep-mirrors': {
    type: 'string',
    value: 'SIZE',
    help: 'Keep clones for the next sweep, up to so much. They hold all that leaked. Default: none.',
  },
  ...UNIT_OPTIONS,
  sarif: { type: 'string', value: 'DIR', help: 'Write a SARIF file for each repository into this folder.' },
  format: {
    type: 'string',
    short: 'f',
    value: 'FORMAT',
    help: 'Report as text, json, markdown, html, csv. Default: text.',
  },
  output,
  config: { ...config, help: 'Configuration. Default: .keysweep.json from the working directory upward.' },
  rules,
  baseline: { ...baseline, help: 'Accepted findings. Default: .keysweep-baseline, likewise.' },
  'min-severity': SCAN_OPTIONS['min-severity'],
  'min-confidence': SCAN_OPTIONS['min-confidence'],
  issuer,
  jobs: { ...jobs, help: 'Repositories scanned at the same time. Default: one per processor, at most 4.' },
  quiet,
  color,
} as const satisfies OptionTable;

export type SweepValues = ValuesOf<typeof SWEEP_OPTIONS>;
type UnitValues = ValuesOf<typeof UNIT_OPTIONS>;

/** Whose repositories; exactly one must be named. */
export function readTarget(read: {
  values: SweepValues;
  positionals: readonly string[];
  cwd: string;
  server: string;
}): Target {
  const { values, positionals, cwd, server } = read;
  const { user, enterprise, repos } = values;
  const targets: Target[] = [
    ...positionals.map((login): Target => {
      return { shown: login, from: { owner: { kind: 'organization', login } } };
    }),
    ...(user === undefined ? [] : [ownerTarget(`user ${user}`, { kind: 'user', login: user })]),
    ...(enterprise === undefined
      ? []
      : [ownerTarget(`enterprise ${enterprise}`, { kind: 'enterprise', slug: enterprise })]),
    ...(repos === undefined
      ? []
      : [{ shown: repos, from: { repositories: readFile({ repos, cwd, server }) } }]),
  ];
  const [target, ...others] = targets;
  if (target !== undefined && others.length === 0) return target;
  throw new KeysweepError('USAGE', 'say what to sweep: one organisation, user, enterprise or file', {
    hint: 'keysweep sweep ORG --state DIR, or --user NAME, --enterprise SLUG, --repos FILE instead of ORG.',
  });
}

type Owner = Extract<Target['from'], { owner: unknown }>['owner'];

function ownerTarget(shown: string, owner: Owner): Target {
  return { shown, from: { owner } };
}

function readFile({ repos, cwd, server }: { repos: string; cwd: string; server: string }) {
  try {
    const text = readFileSync(resolve(cwd, repos), 'utf8');
    return parseRepositories(text, { shown: repos, server });
  } catch (cause) {
    if (cause instanceof KeysweepError) throw cause;
    throw new KeysweepError('USAGE', `${repos}: cannot be read`, { hint: 'Check the path.', cause });
  }
}

const GB = 1000 ** 3;
const MINUTE = 60_000;

export function readUnitLimits(values: UnitValues): UnitLimits {
  const minutes = readNumber(values['max-minutes'], { name: 'max-minutes', least: 1, most: 10_000 }) ?? 60;
  return {
    bytes: readSize(values, 'max-repo-size') ?? 10 * GB,
    milliseconds: minutes * MINUTE,
    memory: readSize(values, 'max-memory') ?? 2 * GB,
  };
}

/** Null where it was not given. */
export function readSize<Name extends string>(
  values: { readonly [Key in Name]?: string },
  name: Name,
): number | null {
  const text = values[name];
  if (text === undefined) return null;
  const size = parseSize(text);
  if (size !== null) return size;
  throw new KeysweepError('USAGE', `--${name} cannot be "${text}"`, { hint: 'Give a size such as 20 GB.' });
}

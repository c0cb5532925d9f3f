import { posix } from 'node:path';
import { type Config, parseConfig } from '../config/config.ts';
import { BASELINE_FILE, CONFIG_FILE, findUpward, type LoadedConfig } from '../config/find.ts';
import { KeysweepError } from '../errors.ts';
import { parseBaseline } from '../findings/baseline.ts';
import { type CommitFiles, openCommitFiles, shortId } from '../git/commit-files.ts';
import type { GitPlace } from '../git/environment.ts';
import { isZero } from '../git/raw-diff.ts';
import { tryGitNow } from '../git/run-now.ts';
import type { RuleText } from '../rules/load.ts';
import type { LoadedBaseline } from './assemble.ts';
import type { SettingOptions } from './settings.ts';

/**
 * Whose word counts where a stranger's change is scanned: configuration, rules and baseline are those of a commit
 * that the change does not bring, and comments that it brings silence nothing.
 */
export interface Policy {
  /** Null where there is no such commit: then there is no configuration and no baseline at all. */
  files: CommitFiles | null;
  /** The configuration's path in it. */
  config: string;
}

export interface PolicyOptions {
  place: GitPlace;
  /** Any name of a commit; zeros stand for none. */
  revision: string;
  /** Path of the configuration from the top of the repository. Default: `.keysweep.json`. */
  config?: string;
}

/** Opens a policy. Throws `KeysweepError` for a commit that is not here, and for a named configuration that is not in it. */
export function openPolicy({ place, revision, config }: PolicyOptions): Policy {
  const files = isZero(revision) ? null : openCommitFiles(place, revision);
  if (files === null && !isZero(revision)) {
    throw new KeysweepError('GIT', `there is no commit ${revision} here to take the configuration from`, {
      hint: 'Fetch it; where there is none yet, give zeros, and nothing but the defaults counts.',
    });
  }
  if (config !== undefined && files !== null && files.entry(config)?.kind !== 'file') {
    throw new KeysweepError('CONFIG', `${config}: there is no such file in ${shortId(files.commit)}`, {
      hint: 'The configuration is read from the base of the change: it has to be there first.',
    });
  }
  return { files, config: config ?? CONFIG_FILE };
}

/**
 * The policy of a server that receives a push: its default branch as it is before the push. None where whoever runs
 * the server has files of their own, named by options or beside or above the repository: then those count alone.
 */
export function receivingPolicy(server: {
  place: GitPlace;
  root: string;
  options: SettingOptions;
}): Policy | null {
  const { place, root, options } = server;
  const isNamed = options.config !== undefined || options.baseline !== undefined;
  const isBeside = [CONFIG_FILE, BASELINE_FILE].some((name) => findUpward(root, name) !== null);
  const files = isNamed || isBeside ? null : openCommitFiles(place, 'HEAD');
  return files === null ? null : { files, config: CONFIG_FILE };
}

const MIB = 1024 * 1024;
const MAX_BASELINE = 64 * MIB;

/** The configuration of the policy; its paths are relative to `root`. Null where there is none. */
export function policyConfig({ files, config }: Policy, root: string): LoadedConfig | null {
  const text = files?.read(config, MIB) ?? null;
  if (files === null || text === null) return null;
  const shown = shownIn(files, config);
  return { config: parseConfig(text, shown), file: shown, folder: root };
}

/** The baseline that the configuration names, or the one at the top. Null where there is none. */
export function policyBaseline(policy: Policy, configured: string | undefined): LoadedBaseline | null {
  const { files } = policy;
  const path = configured === undefined ? BASELINE_FILE : besideConfig(policy, configured);
  const text = files?.read(path, MAX_BASELINE) ?? null;
  if (files === null) return null;
  const shown = shownIn(files, path);
  if (text !== null) return { file: shown, entries: parseBaseline(text, shown) };
  if (configured === undefined) return null;
  throw new KeysweepError('BASELINE', `${shown}: cannot be read`, {
    hint: 'The configuration names it: add it to the base of the change, or take the name out there.',
  });
}

/** The rule files that the configuration names, folders as the rule files in them. */
export function policyRules(policy: Policy, configured: Config['rules'] = []): RuleText[] {
  return configured.flatMap((name) => rulesAt(policy, besideConfig(policy, name)));
}

/**
 * What a person should hear about a change to these files: it did not count. Compared with where the change began,
 * not with the policy's commit, which may have moved on.
 */
export function policyNotices(change: {
  place: GitPlace;
  policy: Policy;
  heads: readonly string[];
}): string[] {
  const { place, policy, heads } = change;
  const { files } = policy;
  if (files === null) return ['There is no base revision: no configuration and no baseline was used.'];
  const changed = new Set(heads.flatMap((head) => changedBy({ place, policy, files, head })));
  if (changed.size === 0) return [];
  const names = [...changed].sort().join(', ');
  return [`This change touches ${names}; it was scanned with what ${shortId(files.commit)} has instead.`];
}

function changedBy(change: { place: GitPlace; policy: Policy; files: CommitFiles; head: string }): string[] {
  const { place, policy, files, head } = change;
  const now = openCommitFiles(place, head);
  if (now === null) return [];
  const start = openCommitFiles(place, commonAncestor(place, files.commit, head)) ?? files;
  return watchedPaths(policy).filter((path) => now.entry(path)?.id !== start.entry(path)?.id);
}

function commonAncestor(place: GitPlace, one: string, other: string): string {
  const { code, stdout } = tryGitNow({ place, args: ['merge-base', one, other] });
  return code === 0 ? stdout.toString('latin1').trim() : one;
}

/** Everything that could have a say, whether it is there or not. */
function watchedPaths(policy: Policy): string[] {
  const config = policyConfig(policy, '')?.config ?? {};
  const named = [...(config.rules ?? []), ...(config.baseline === undefined ? [] : [config.baseline])];
  return [
    ...new Set([
      CONFIG_FILE,
      BASELINE_FILE,
      policy.config,
      ...named.map((name) => besideConfig(policy, name)),
    ]),
  ];
}

function rulesAt({ files }: Policy, path: string): RuleText[] {
  if (files === null) return [];
  const isFile = files.entry(path)?.kind === 'file';
  const paths = isFile ? [path] : files.filesIn(path).filter((name) => /\.ya?ml$/.test(name));
  if (paths.length > 0) {
    return paths.map((file) => ({ file, text: files.read(file, MIB) ?? '' }));
  }
  throw new KeysweepError('RULE', `${shownIn(files, path)}: there are no rules there`, {
    hint: 'The configuration names them: add them to the base of the change, or take the name out there.',
  });
}

/** A path that stands in the configuration, from the top of the repository; it cannot lead out of it. */
function besideConfig({ config }: Policy, name: string): string {
  const path = posix.normalize(posix.join(posix.dirname(config), name));
  if (!posix.isAbsolute(name) && path !== '..' && !path.startsWith('../')) return path;
  throw new KeysweepError('CONFIG', `${config}: a path in it leads out of the repository`, {
    hint: 'Where the base of a change decides, all files that it names have to be in the repository.',
  });
}

function shownIn({ commit }: CommitFiles, path: string): string {
  return `${path} of ${shortId(commit)}`;
}

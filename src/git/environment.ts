import { delimiter, isAbsolute } from 'node:path';

/** That of `node:os`, which a hook would load for nothing else. */
const devNull = process.platform === 'win32' ? '\\\\.\\nul' : '/dev/null';

/**
 * How much of the caller's environment git may see. `hook`: git itself started us in the user's own repository,
 * so its index, object folders and the user's configuration are kept. `path`: a repository that somebody points
 * at; nothing of the environment reaches git but what it needs to start.
 */
export type Trust = 'hook' | 'path';

/** Which repository a call is about. Without `gitDir`, git looks for it from `cwd` upward. */
export interface GitPlace {
  trust: Trust;
  cwd: string;
  gitDir?: string;
  workTree?: string;
  /** In place of the repository's own index. */
  indexFile?: string;
}

export interface EnvironmentOptions {
  place: GitPlace;
  /** Also under `path`: read the user's own configuration, for the one question whom git trusts. */
  userConfig: boolean;
  ambient: NodeJS.ProcessEnv;
}

/**
 * Settings that would run a program, reach a network or change an answer, switched off for every call. A flag
 * wins over the repository's, the user's and the environment's configuration.
 */
export const HARDENING: readonly string[] = [
  'core.fsmonitor=false',
  'core.hooksPath=/dev/null',
  'core.pager=cat',
  'core.alternateRefsCommand=true',
  'core.quotePath=false',
  'core.useReplaceRefs=false',
  'core.commitGraph=false',
  'core.packedGitWindowSize=32m',
  'core.packedGitLimit=256m',
  'diff.external=',
  'log.showSignature=false',
  'protocol.allow=never',
  'gc.auto=0',
].flatMap((setting) => ['-c', setting]);

const ALWAYS: Readonly<Record<string, string>> = {
  LC_ALL: 'C',
  GIT_TERMINAL_PROMPT: '0',
  GIT_OPTIONAL_LOCKS: '0',
  GIT_NO_LAZY_FETCH: '1',
  GIT_NO_REPLACE_OBJECTS: '1',
  GIT_GRAFT_FILE: devNull,
  GIT_ALLOW_PROTOCOL: 'none',
  GIT_LFS_SKIP_SMUDGE: '1',
  GIT_ATTR_NOSYSTEM: '1',
};

const STRANGER: Readonly<Record<string, string>> = {
  HOME: devNull,
  GIT_CONFIG_NOSYSTEM: '1',
  GIT_CONFIG_GLOBAL: devNull,
};

const SYSTEM_NAMES = ['TMPDIR', 'TEMP', 'TMP', 'SystemRoot', 'windir', 'ComSpec', 'PATHEXT'];

/** The user's own configuration, and who the user is behind sudo (git's ownership check asks). */
const USER_NAMES = ['HOME', 'XDG_CONFIG_HOME', 'USERPROFILE', 'HOMEDRIVE', 'HOMEPATH', 'SUDO_UID'];
const USER_CONFIG = /^GIT_CONFIG_(?:GLOBAL|SYSTEM|NOSYSTEM|PARAMETERS|COUNT|KEY_\d+|VALUE_\d+)$/;

/**
 * What git tells its hooks about the repository at hand. GIT_CONFIG_PARAMETERS belongs to it: `git -c` and
 * servers use it to make a repository readable at all, and our own flags come after it.
 */
const HOOK_NAMES = [
  'GIT_DIR',
  'GIT_WORK_TREE',
  'GIT_COMMON_DIR',
  'GIT_INDEX_FILE',
  'GIT_OBJECT_DIRECTORY',
  'GIT_ALTERNATE_OBJECT_DIRECTORIES',
  'GIT_QUARANTINE_PATH',
  'GIT_CEILING_DIRECTORIES',
  'GIT_DISCOVERY_ACROSS_FILESYSTEM',
];

/** The whole environment of a git call; nothing that is not named here gets through. */
export function gitEnvironment(options: EnvironmentOptions): Record<string, string> {
  const { place, userConfig, ambient } = options;
  const isHook = place.trust === 'hook';
  const environment: Record<string, string> = {
    ...picked(ambient, SYSTEM_NAMES),
    ...(isHook || userConfig ? userEnvironment(ambient) : STRANGER),
    ...(isHook ? picked(ambient, HOOK_NAMES) : {}),
    ...ALWAYS,
    PATH: absolutePath(ambient),
  };
  if (place.gitDir !== undefined) environment.GIT_DIR = place.gitDir;
  if (place.workTree !== undefined) environment.GIT_WORK_TREE = place.workTree;
  if (place.indexFile !== undefined) environment.GIT_INDEX_FILE = place.indexFile;
  return environment;
}

/** PATH without relative entries: those would look for programs in the scanned folder. */
export function absolutePath(ambient: NodeJS.ProcessEnv): string {
  const entries = (ambient.PATH ?? ambient.Path ?? '').split(delimiter);
  return entries.filter((entry) => isAbsolute(entry)).join(delimiter);
}

function userEnvironment(ambient: NodeJS.ProcessEnv): Record<string, string> {
  const names = Object.keys(ambient).filter((name) => USER_CONFIG.test(name));
  return picked(ambient, [...USER_NAMES, ...names]);
}

function picked(ambient: NodeJS.ProcessEnv, names: readonly string[]): Record<string, string> {
  const found = names.filter((name) => ambient[name] !== undefined);
  return Object.fromEntries(found.map((name) => [name, ambient[name]!]));
}

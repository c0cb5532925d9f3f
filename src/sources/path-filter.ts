import { KeysweepError } from '../errors.ts';

/** Says whether a shown path is wanted. */
export type PathFilter = (path: string) => boolean;

const MAX_PATTERN = 1024;
/** More stars than this in one name, or more `**` in one pattern, make matching slow on names made for it. */
const MAX_STARS = 4;
const MAX_GLOBSTARS = 6;

/**
 * Compiles include and exclude patterns. A pattern without a slash matches a file or folder name anywhere, one
 * with a slash is relative to the root; a folder stands for everything in it. Throws `KeysweepError` for a
 * pattern that cannot be used.
 */
export async function createPathFilter(patterns: {
  include: string[];
  exclude: string[];
}): Promise<PathFilter> {
  const { include, exclude } = patterns;
  if (include.length === 0 && exclude.length === 0) return () => true;
  const { default: picomatch } = await import('picomatch');
  const options = { dot: true, noextglob: true, nonegate: true, maxLength: MAX_PATTERN };
  const compiled = (globs: string[]) => picomatch(globs.flatMap(expanded), options);
  const isIncluded = include.length === 0 ? () => true : compiled(include);
  const isExcluded = exclude.length === 0 ? () => false : compiled(exclude);
  return (path) => isIncluded(path) && !isExcluded(path);
}

function expanded(pattern: string): string[] {
  checkPattern(pattern);
  const bare = pattern.replace(/^\.?\//, '').replace(/\/+$/, '');
  if (bare === '' || bare === '.') return ['**'];
  const isAnywhere = !pattern.replace(/\/+$/, '').includes('/');
  const glob = isAnywhere ? `**/${bare}` : bare;
  return [glob, `${glob}/**`];
}

function checkPattern(pattern: string): void {
  if (pattern.trim() === '') throw unusable('is empty', 'Remove it.');
  if (pattern.length > MAX_PATTERN - 8)
    throw unusable(`is longer than ${MAX_PATTERN - 8} characters`, 'Shorten it.');
  const starsByName = pattern.split('/').map((name) => name.replaceAll('**', '').split('*').length - 1);
  const isTooWide =
    starsByName.some((stars) => stars > MAX_STARS) || pattern.split('**').length - 1 > MAX_GLOBSTARS;
  if (isTooWide) throw unusable('has too many stars', `Use at most ${MAX_STARS} in one name.`);
  if (pattern.includes('\\')) throw unusable('contains a backslash', 'Write paths with / on every system.');
}

function unusable(what: string, hint: string): KeysweepError {
  return new KeysweepError('CONFIG', `an include or exclude pattern ${what}`, { hint });
}

import { KeysweepError } from '../errors.ts';

/** Says whether a shown path is wanted. */
export type PathFilter = (path: string) => boolean;

const MAX_PATTERN = 1024;
/**
 * Matching takes time to the power of the stars in one name, or of the `**` in one pattern, on a path made for it:
 * 10 ms with three stars, 575 ms with four (picomatch 4.0.7).
 */
const MAX_STARS = 3;
const MAX_GLOBSTARS = 2;

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
  if (isTooWide)
    throw unusable(
      'has too many stars',
      `Use at most ${MAX_STARS} in one name, and ${MAX_GLOBSTARS} times **.`,
    );
  if (pattern.includes('\\')) throw unusable('contains a backslash', 'Write paths with / on every system.');
}

function unusable(what: string, hint: string): KeysweepError {
  return new KeysweepError('CONFIG', `an include or exclude pattern ${what}`, { hint });
}

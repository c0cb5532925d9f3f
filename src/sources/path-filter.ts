import { KeysweepError } from '../errors.ts';

/** Says whether a shown path is wanted. */
export type PathFilter = (path: string) => boolean;

const MAX_PATTERN = 1024;
/**
 * Matching takes time to the power of the stars in one name, or of the `**` in one pattern, on a path made for it:
 * 0.4 ms with two stars, 50 ms with three (picomatch 4.0.7).
 */
const MAX_STARS = 3;
const MAX_STARS_BESIDE_BRACES = 2;
const MAX_GLOBSTARS = 2;
/** Ways to choose from the braces of one pattern, `{a,b}{c,d}` having four: each of them is tried. */
const MAX_CHOICES = 64;
/** A configuration comes with what is scanned, and every pattern is tried on every path. */
const MAX_PATTERNS = 500;
/** What picomatch would hand on to a regular expression, where it means something else and can take for ever. */
const REGEX_SIGNS = /[()|+]/g;

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
  if (include.length + exclude.length > MAX_PATTERNS)
    throw new KeysweepError('CONFIG', `more than ${MAX_PATTERNS} include and exclude patterns`, {
      hint: 'Name folders instead of the files in them.',
    });
  const { default: picomatch } = await import('picomatch');
  const options = { dot: true, noextglob: true, nonegate: true, regex: false, maxLength: 2 * MAX_PATTERN };
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
  const plain = bare.replace(REGEX_SIGNS, '\\$&');
  const glob = isAnywhere ? `**/${plain}` : plain;
  return [glob, `${glob}/**`];
}

function checkPattern(pattern: string): void {
  if (pattern.trim() === '') throw unusable('is empty', 'Remove it.');
  if (pattern.length > MAX_PATTERN - 8)
    throw unusable(`is longer than ${MAX_PATTERN - 8} characters`, 'Shorten it.');
  const choices = choicesIn(pattern);
  const mostStars = choices > 1 ? MAX_STARS_BESIDE_BRACES : MAX_STARS;
  const starsByName = pattern.split('/').map((name) => name.replaceAll('**', '').split('*').length - 1);
  const isTooWide =
    starsByName.some((stars) => stars > mostStars) || pattern.split('**').length - 1 > MAX_GLOBSTARS;
  if (isTooWide)
    throw unusable(
      'has too many stars',
      `Use at most ${mostStars} in one name${choices > 1 ? ' beside braces' : ''}, and ${MAX_GLOBSTARS} times **.`,
    );
  if (choices > MAX_CHOICES)
    throw unusable('offers too many choices in braces', `Use at most ${MAX_CHOICES}, or several patterns.`);
  if (pattern.includes('\\')) throw unusable('contains a backslash', 'Write paths with / on every system.');
}

/** No fewer than there are: braces within braces count as if they stood beside them. */
function choicesIn(pattern: string): number {
  const open: number[] = [];
  let choices = 1;
  for (const sign of pattern) {
    if (sign === '{') open.push(1);
    else if (sign === ',' && open.length > 0) open[open.length - 1]! += 1;
    else if (sign === '}') choices *= open.pop() ?? 1;
  }
  return open.reduce((product, commas) => product * commas, choices);
}

function unusable(what: string, hint: string): KeysweepError {
  return new KeysweepError('CONFIG', `an include or exclude pattern ${what}`, { hint });
}

import { nearestName } from '../config/nearest.ts';
import { KeysweepError } from '../errors.ts';
import { CONFIDENCES, SEVERITIES } from '../findings/model.ts';

/** What an option may be: a test, and what it must be in words. */
interface Kind {
  holds(value: unknown): boolean;
  words: string;
}

/** The options that a function takes, by name. */
export type OptionKinds<Options> = Readonly<{ [Name in keyof Required<Options>]: Kind }>;

const isText = (value: unknown) => typeof value === 'string' && value !== '';
const isWhole = (value: unknown, most: number) =>
  typeof value === 'number' && Number.isSafeInteger(value) && value >= 1 && value <= most;

export const TEXT: Kind = { holds: isText, words: 'a text that is not empty' };
export const TEXTS: Kind = {
  holds: (value) => Array.isArray(value) && value.every(isText),
  words: 'a list of texts that are not empty',
};
export const FLAG: Kind = { holds: (value) => typeof value === 'boolean', words: 'true or false' };
export const COUNT: Kind = {
  holds: (value) => isWhole(value, Number.MAX_SAFE_INTEGER),
  words: 'a whole number above 0',
};

/** One of some names. */
export function oneOf(names: readonly string[]): Kind {
  return { holds: (value) => names.some((name) => name === value), words: `one of ${names.join(', ')}` };
}

const MOST_JOBS = 64;
const FILE: Kind = { holds: (value) => value === false || isText(value), words: 'a path or false' };

/** Options of every scan. */
export const RUN_OPTIONS = {
  cwd: TEXT,
  config: FILE,
  baseline: FILE,
  rules: TEXTS,
  minSeverity: oneOf(SEVERITIES),
  minConfidence: oneOf(CONFIDENCES),
  issuers: TEXTS,
  jobs: { holds: (value) => isWhole(value, MOST_JOBS), words: `a whole number from 1 to ${MOST_JOBS}` },
  maxFileSize: COUNT,
  all: FLAG,
  signal: { holds: (value) => value instanceof AbortSignal, words: 'an AbortSignal' },
  onProgress: { holds: (value) => typeof value === 'function', words: 'a function' },
} as const satisfies Record<string, Kind>;

/**
 * Refuses options that nobody knows and values of the wrong kind, which JavaScript lets through. Throws `KeysweepError`;
 * no value is repeated. What is undefined was not given.
 */
export function checkOptions<Options extends object>(given: Options, kinds: OptionKinds<Options>): void {
  if (typeof given !== 'object' || given === null) throw wrong('the options must be an object');
  const known = Object.keys(kinds);
  for (const [name, value] of Object.entries(given)) {
    if (!known.includes(name)) throw unknownOption(name, known);
    const { holds, words } = kinds[name as keyof Options];
    if (value !== undefined && !holds(value)) throw wrong(`the option ${name} must be ${words}`);
  }
}

function unknownOption(name: string, known: string[]): KeysweepError {
  const meant = nearestName(name, known);
  const hint = meant === null ? `Known options: ${known.join(', ')}.` : `Did you mean "${meant}"?`;
  return wrong(`there is no option "${name.slice(0, 64)}"`, hint);
}

function wrong(message: string, hint = 'docs/library.md has every option.'): KeysweepError {
  return new KeysweepError('USAGE', message, { hint });
}

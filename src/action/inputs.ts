import { KeysweepError } from '../errors.ts';
import { CONFIDENCES, type Confidence, SEVERITIES, type Severity } from '../findings/model.ts';

export type Environment = Readonly<Record<string, string | undefined>>;

export const FULL_SCANS = ['history', 'tree'] as const;
export type FullScan = (typeof FULL_SCANS)[number];

/** What the workflow asks for; `action.yml` describes each. */
export interface Inputs {
  /** The checkout, from the workspace. */
  path: string;
  /** What to scan where no change is to be judged. */
  fullScan: FullScan;
  /** Path of the configuration in the base revision. */
  config: string | null;
  minSeverity: Severity | null;
  minConfidence: Confidence | null;
  inlineAllow: boolean;
  comment: boolean;
  token: string | null;
}

/**
 * Reads inputs as the runner hands them over: `INPUT_` and the name in capitals, spaces as underscores, dashes kept
 * ("Metadata syntax for GitHub Actions", read 2026-11). Throws `KeysweepError` that names the input; its value is
 * not repeated, because a workflow may have put anything there.
 */
export function readInputs(env: Environment): Inputs {
  const read = (name: string): string => (env[`INPUT_${name.toUpperCase()}`] ?? '').trim();
  return {
    path: read('path') || '.',
    fullScan: choice({ name: 'full-scan', value: read('full-scan'), choices: FULL_SCANS }) ?? 'history',
    config: configPath(read('config')),
    minSeverity: choice({ name: 'min-severity', value: read('min-severity'), choices: SEVERITIES }),
    minConfidence: choice({ name: 'min-confidence', value: read('min-confidence'), choices: CONFIDENCES }),
    inlineAllow: flag('inline-allow', read('inline-allow')) ?? false,
    comment: flag('comment', read('comment')) ?? true,
    token: read('github-token') || null,
  };
}

function choice<T extends string>(given: { name: string; value: string; choices: readonly T[] }): T | null {
  const { name, value, choices } = given;
  if (value === '') return null;
  const found = choices.find((one) => one === value);
  if (found !== undefined) return found;
  throw wrong(name, `one of ${choices.join(', ')}`);
}

/** The words of YAML 1.2's core schema for true and false, and no others. */
function flag(name: string, value: string): boolean | null {
  if (value === '') return null;
  if (/^(?:true|True|TRUE)$/.test(value)) return true;
  if (/^(?:false|False|FALSE)$/.test(value)) return false;
  throw wrong(name, 'true or false');
}

function configPath(value: string): string | null {
  if (value === '') return null;
  const parts = value.split('/');
  const isPath =
    !value.startsWith('/') && !parts.includes('..') && !parts.includes('') && !/[\0-\x1f]/.test(value);
  if (isPath) return value;
  throw wrong('config', 'a path within the repository, such as .github/keysweep.json');
}

function wrong(name: string, what: string): KeysweepError {
  return new KeysweepError('USAGE', `the input ${name} must be ${what}`, {
    hint: `Look at "with:" in the workflow; docs/action.md describes every input.`,
  });
}

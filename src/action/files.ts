import { randomBytes } from 'node:crypto';
import { appendFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { KeysweepError } from '../errors.ts';
import { outputLines } from './commands.ts';
import type { Environment } from './inputs.ts';

/** Writes a new file for the steps that follow, readable to its owner alone, and gives its path. */
export function writeReport(env: Environment, report: { ending: string; text: string }): string {
  const name = `keysweep-${randomBytes(6).toString('hex')}.${report.ending}`;
  const path = join(env.RUNNER_TEMP || '.', name);
  try {
    writeFileSync(path, report.text, { flag: 'wx', mode: 0o600 });
  } catch (cause) {
    throw new KeysweepError('OUTPUT', 'the folder that RUNNER_TEMP names cannot be written to', {
      hint: 'Let the runner start this program, with a folder for temporary files.',
      cause,
    });
  }
  return path;
}

/** Tells the steps that follow; outside a runner nobody listens. */
export function writeOutputs(env: Environment, outputs: Readonly<Record<string, string>>): void {
  append(env.GITHUB_OUTPUT, outputLines(outputs));
}

/** Adds to what stands on the page of the run. */
export function appendSummary(env: Environment, page: string): void {
  append(env.GITHUB_STEP_SUMMARY, page);
}

function append(file: string | undefined, text: string): void {
  if (!file) return;
  try {
    appendFileSync(file, text);
  } catch (cause) {
    throw new KeysweepError('OUTPUT', 'a file that the runner gave for outputs cannot be written to', {
      hint: 'Let the runner start this program.',
      cause,
    });
  }
}

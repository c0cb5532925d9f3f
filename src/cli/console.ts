import type { Console } from './command.ts';

/** Whether output may carry colours: the option decides, then FORCE_COLOR, then NO_COLOR and the terminal. */
export function wantsColor({ env, stdout }: Console, option: boolean | undefined): boolean {
  if (option !== undefined) return option;
  if (env.FORCE_COLOR !== undefined && env.FORCE_COLOR !== '') return env.FORCE_COLOR !== '0';
  return Boolean(stdout.isTTY) && !env.NO_COLOR && env.TERM !== 'dumb';
}

const WIDTH_OF_FILES = 100;
const MOST = 120;
const LEAST = 40;

/** Columns to fill: those of the terminal within reason. */
export function widthOf({ stdout }: Console): number {
  return Math.max(LEAST, Math.min(stdout.columns ?? WIDTH_OF_FILES, MOST));
}

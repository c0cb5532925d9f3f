/** What the process tells its caller. A scan that could not see everything never says "clean". */
export const ExitCode = {
  /** Everything asked for was scanned and nothing was found. */
  clean: 0,
  /** At least one finding at or above the thresholds; the scan may be incomplete besides. */
  findings: 1,
  /** Wrong usage, configuration, rule file or baseline: nothing was decided. */
  usage: 2,
  /** No finding, but something could not be read or a limit cut the scan short. */
  incomplete: 3,
} as const;

export type ExitCode = (typeof ExitCode)[keyof typeof ExitCode];

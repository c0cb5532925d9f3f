import { ExitCode } from '../exit-codes.ts';
import type { Glanced } from '../scan/glance-staged.ts';
import { finishStagedScan, runStagedScan, type StagedOutcome } from '../scan/scan-staged.ts';
import { minding, printLine } from './streams.ts';
import { cleanLine } from './words.ts';

export { rehearse } from '../scan/rehearse.ts';

/** Scans what a glance has left, or everything where there was none, and tells what came of it. */
export async function scanRest(glanced: Glanced | null, cwd: string): Promise<ExitCode> {
  const outcome = await (glanced === null ? runStagedScan({ cwd }) : finishStagedScan({ ...glanced, cwd }));
  if (!isPlain(outcome)) {
    const { tellAll } = await import('./tell.ts');
    const { stdout, stderr, env } = process;
    return tellAll(outcome, { stdout: minding(stdout), stderr: minding(stderr), env });
  }
  printLine(cleanLine({ files: outcome.files, ...outcome.report.coverage }));
  return ExitCode.clean;
}

/** Is there nothing to tell but how much was scanned? */
function isPlain({ report }: StagedOutcome): boolean {
  const { findings, suppressed, unusedSuppressions, notices, coverage } = report;
  const lists = [findings, suppressed, unusedSuppressions, notices, coverage.skipped];
  return !coverage.incomplete && lists.every((list) => list.length === 0);
}

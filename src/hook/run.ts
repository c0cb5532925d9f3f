import { ExitCode } from '../exit-codes.ts';
import { runStagedScan, type StagedOutcome } from '../scan/scan-staged.ts';
import { formatBytes } from '../terminal/bytes.ts';
import { plural } from '../terminal/counts.ts';
import { formatDuration } from '../terminal/duration.ts';

/** What the process is to the hook. */
export interface HookConsole {
  stdout: { write(text: string): unknown; isTTY?: boolean; columns?: number };
  stderr: { write(text: string): unknown };
  env: Readonly<Record<string, string | undefined>>;
  cwd: string;
}

/** Scans what is staged and says so in one line; whatever needs more words is loaded only then. */
export async function runHook(console: HookConsole): Promise<ExitCode> {
  const outcome = await runStagedScan({ cwd: console.cwd });
  if (!isPlain(outcome)) {
    const { tellAll } = await import('./tell.ts');
    return tellAll(outcome, console);
  }
  console.stdout.write(`keysweep: ${inOneLine(outcome)}\n`);
  return ExitCode.clean;
}

/** Is there nothing to tell but how much was scanned? */
function isPlain({ report }: StagedOutcome): boolean {
  const { findings, suppressed, unusedSuppressions, notices, coverage } = report;
  const lists = [findings, suppressed, unusedSuppressions, notices, coverage.skipped];
  return !coverage.incomplete && lists.every((list) => list.length === 0);
}

function inOneLine({ files, report }: StagedOutcome): string {
  if (files === 0) return 'nothing new is staged';
  const { blobs, bytes, milliseconds } = report.coverage;
  const scanned = `${plural(blobs, 'file')}, ${formatBytes(bytes)}, ${formatDuration(milliseconds)}`;
  return `no leaked credentials in what is staged (${scanned})`;
}

import { ExitCode } from '../exit-codes.ts';
import { loadReporter } from '../reporters/index.ts';
import type { ReportContext } from '../reporters/reporter.ts';
import { factsFor } from '../scan/facts.ts';
import { plural } from '../terminal/counts.ts';
import { escapeLogText } from '../terminal/escape.ts';
import { annotationsFor, type Shown } from './annotations.ts';
import { annotationCommand, withoutCommands } from './commands.ts';
import type { Pull } from './event.ts';
import { appendSummary, writeOutputs, writeReport } from './files.ts';
import type { Inputs } from './inputs.ts';
import { codeScanningReport, commentPage, summaryPage } from './pages.ts';
import type { Runner } from './run.ts';
import type { Scanned } from './scan.ts';

export interface Publication {
  runner: Runner;
  inputs: Inputs;
  scanned: Scanned;
  pull: Pull | null;
  folder: string;
}

const VERDICTS: Record<ExitCode, string> = { 0: 'clean', 1: 'findings', 2: 'error', 3: 'incomplete' };

/** Tells the result in every way that the runner offers, and gives the exit code that it means. */
export async function publish(publication: Publication): Promise<ExitCode> {
  const { runner, scanned } = publication;
  const shown = await toShown(publication);
  const exitCode = exitCodeOf(shown);
  const context = { facts: shown.facts, color: false, width: 100, generatedAt: new Date().toISOString() };
  runner.write(withoutCommands(await logText(shown, context)));
  for (const annotation of annotationsFor(shown)) runner.write(annotationCommand(annotation));
  appendSummary(runner.env, summaryPage(shown));
  const files = await writeReports(publication, shown, context);
  writeOutputs(runner.env, {
    verdict: VERDICTS[exitCode],
    'exit-code': String(exitCode),
    'new-findings': String(scanned.judged.report.findings.length),
    'standing-findings': String(scanned.standing.length),
    ...files,
  });
  await comment(publication, shown, exitCode);
  return exitCode;
}

async function toShown({ scanned, folder }: Publication): Promise<Shown> {
  const { judged, files, standing } = scanned;
  const [own, others] = await Promise.all([
    factsFor(judged.report, judged.catalog),
    files === null ? new Map() : factsFor(files.report, files.catalog),
  ]);
  const facts = new Map([...others, ...own]);
  return { judged: judged.report, files: files?.report ?? null, standing, facts, folder };
}

/** What a change introduces decides. A finding beats an incomplete scan. */
function exitCodeOf({ judged }: Shown): ExitCode {
  if (judged.findings.length > 0) return ExitCode.findings;
  return judged.coverage.incomplete ? ExitCode.incomplete : ExitCode.clean;
}

async function logText({ judged, files, standing }: Shown, context: ReportContext): Promise<string> {
  const render = await loadReporter('text');
  const beside =
    standing.length === 0
      ? []
      : [`\nNot new, and not counted: ${plural(standing.length, 'credential')} that stood there before.\n`];
  const unread = files?.coverage.incomplete
    ? ['\nOf the files as they stand now, not all could be read; the summary lists what was found.\n']
    : [];
  return [render(judged, context), ...beside, ...unread].join('');
}

async function writeReports(
  { runner }: Publication,
  shown: Shown,
  context: ReportContext,
): Promise<Record<string, string>> {
  const [json, sarif] = await Promise.all([loadReporter('json'), loadReporter('sarif')]);
  const write = (ending: string, text: string): string => writeReport(runner.env, { ending, text });
  return {
    'report-file': write('json', json(shown.judged, context)),
    'sarif-file': write('sarif', sarif(codeScanningReport(shown), context)),
  };
}

/** Writes where the token may write; on a fork the verdict is the same without. */
async function comment(
  { runner, inputs, pull, folder }: Publication,
  shown: Shown,
  exitCode: ExitCode,
): Promise<void> {
  if (!inputs.comment || inputs.token === null || pull === null) return;
  if (!pull.mayWrite) {
    runner.write('keysweep: no comment on a pull request from a fork: the token may only read.\n');
    return;
  }
  const { markOf, writeComment } = await import('./comment.ts');
  const mark = markOf(runner.env, folder);
  const problem = await writeComment(
    { env: runner.env, token: inputs.token },
    { pull: pull.number, mark, body: commentPage(shown, mark), isNeeded: exitCode !== ExitCode.clean },
  );
  if (problem !== null) runner.write(`keysweep: ${escapeLogText(problem)}\n`);
}

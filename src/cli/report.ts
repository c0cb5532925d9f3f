import { ExitCode } from '../exit-codes.ts';
import type { Report } from '../findings/model.ts';
import { type Format, loadReporter } from '../reporters/index.ts';
import type { ReportContext } from '../reporters/reporter.ts';
import { factsFor } from '../scan/facts.ts';
import type { Outcome } from '../scan/scan.ts';
import { formatCount, plural } from '../terminal/counts.ts';
import { escapeLogText } from '../terminal/escape.ts';
import type { Console } from './command.ts';
import { wantsColor, widthOf } from './console.ts';
import type { ReportRequest } from './scan-options.ts';
import { writeWhole } from './write-file.ts';

/** Writes the report everywhere it was asked for and gives the exit code that it means. */
export async function publish(outcome: Outcome, request: ReportRequest, console: Console): Promise<ExitCode> {
  const { report } = outcome;
  if (request.verbose) console.stderr.write(describeRun(outcome));
  const context = {
    facts: await factsFor(report, outcome.catalog, { rules: outcome.settings.rules, cwd: console.cwd }),
    width: widthOf(console),
  };
  const render = async (format: Format, color: boolean): Promise<string> =>
    (await loadReporter(format))(report, { ...context, ...timeFor(format), color } satisfies ReportContext);
  for (const output of request.outputs) writeWhole(output, await render(output.format, false));
  if (isWorthSaying(report, request)) {
    console.stdout.write(await render(request.format, wantsColor(console, request.color)));
  }
  return exitCodeOf(report);
}

/** The text has no time in it, and the first date of a process takes two milliseconds: ICU reads the time zone. */
function timeFor(format: Format): Pick<ReportContext, 'generatedAt'> {
  return format === 'text' ? {} : { generatedAt: new Date().toISOString() };
}

/** A finding beats an incomplete scan. */
export function exitCodeOf({ findings, coverage }: Report): ExitCode {
  if (findings.length > 0) return ExitCode.findings;
  return coverage.incomplete ? ExitCode.incomplete : ExitCode.clean;
}

function isWorthSaying({ findings, coverage }: Report, { quiet, format }: ReportRequest): boolean {
  return !quiet || format !== 'text' || findings.length > 0 || coverage.incomplete;
}

function describeRun({ report, catalog, settings }: Outcome): string {
  const { config, baseline, rules, jobs } = settings;
  const skipped = report.coverage.skipped.flatMap(({ reason, count, examples }) => [
    `skipped, ${reason}: ${formatCount(count)}`,
    ...examples.map(({ path, detail }) => `  ${path}${detail === undefined ? '' : ` (${detail})`}`),
  ]);
  const lines = [
    `configuration: ${config?.file ?? 'none'}`,
    `baseline: ${baseline === null ? 'none' : `${baseline.file}, ${plural(baseline.entries.size, 'entry', 'entries')}`}`,
    `rules: ${catalog.version}, ${plural(catalog.rules.length, 'issuer')}${rules.length > 0 ? `, with ${rules.map(nameOf).join(', ')}` : ''}`,
    `threads: at most ${jobs}`,
    ...skipped,
  ];
  return lines.map((line) => `keysweep: ${escapeLogText(line)}\n`).join('');
}

function nameOf(rules: Outcome['settings']['rules'][number]): string {
  return typeof rules === 'string' ? rules : rules.file;
}

import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { KeysweepError } from '../errors.ts';
import type { ExitCode } from '../exit-codes.ts';
import { loadReporter } from '../reporters/index.ts';
import {
  isSweepFormat,
  loadSweepReporter,
  SWEEP_FORMATS,
  type SweepFormat,
} from '../reporters/sweep/index.ts';
import type { SweepReport } from '../reporters/sweep/model.ts';
import { factsFor } from '../scan/facts.ts';
import { assembleSweep, reportsByRepository, type SweepReportRequest } from '../sweep/report.ts';
import type { SeenFinding } from '../sweep/state.ts';
import type { Console } from './command.ts';
import { wantsColor, widthOf } from './console.ts';
import { readChoice } from './options.ts';
import { type OutputFile, parseOutput } from './output.ts';
import { exitCodeOf } from './report.ts';
import { writeWhole } from './write-file.ts';

/** What a command line asks of the report on a sweep. */
export interface SweepReportWish {
  format: SweepFormat;
  outputs: (OutputFile & { format: SweepFormat })[];
  /** Folder for a SARIF file of each repository. */
  sarif: string | null;
  quiet: boolean;
  color: boolean | undefined;
}

interface Values {
  format?: string;
  output?: string[];
  sarif?: string;
  quiet?: boolean;
  color?: boolean;
}

/** Reads it, with every output checked before anything is swept. */
export function readSweepWish(values: Values, cwd: string): SweepReportWish {
  const outputs = (values.output ?? []).map((given) => toSweepOutput(parseOutput(given, cwd)));
  return {
    format: readChoice(values.format, { name: 'format', choices: SWEEP_FORMATS }) ?? 'text',
    outputs,
    sarif: values.sarif === undefined ? null : makeFolder(resolve(cwd, values.sarif), values.sarif),
    quiet: values.quiet ?? false,
    color: values.color,
  };
}

function toSweepOutput(output: OutputFile): OutputFile & { format: SweepFormat } {
  const { format } = output;
  if (isSweepFormat(format)) return { ...output, format };
  throw new KeysweepError('USAGE', `--output ${output.shown}: a sweep is not reported as ${format}`, {
    hint: `Formats: ${SWEEP_FORMATS.join(', ')}. For SARIF, one file for each repository: --sarif DIR.`,
  });
}

function makeFolder(folder: string, shown: string): string {
  try {
    mkdirSync(folder, { recursive: true });
    return folder;
  } catch (cause) {
    throw new KeysweepError('OUTPUT', `${shown}: cannot be a folder for reports`, { cause });
  }
}

/** Writes the report everywhere it was asked for. Returns the exit code that it means, and what it reported. */
export async function publishSweep(
  request: SweepReportRequest,
  wish: SweepReportWish,
  console: Console,
): Promise<{ exitCode: ExitCode; reported: SeenFinding[] }> {
  const { sweep, reported } = await assembleSweep(request);
  const context = {
    facts: await factsFor(sweep.report, request.catalog, { rules: request.settings.rules, cwd: console.cwd }),
    width: widthOf(console),
    generatedAt: new Date(request.now).toISOString(),
  };
  const render = async (format: SweepFormat, color: boolean) =>
    (await loadSweepReporter(format))(sweep, { ...context, color });
  if (wish.sarif !== null) await writeSarif({ folder: wish.sarif, request, context });
  for (const output of wish.outputs) writeWhole(output, await render(output.format, false));
  if (isWorthSaying(sweep, wish)) {
    console.stdout.write(await render(wish.format, wantsColor(console, wish.color)));
  }
  return { exitCode: exitCodeOf(sweep.report), reported };
}

function isWorthSaying({ report }: SweepReport, { quiet, format }: SweepReportWish): boolean {
  return !quiet || format !== 'text' || report.findings.length > 0 || report.coverage.incomplete;
}

/** Also for repositories without findings: an upload without results is what closes alerts. */
async function writeSarif(writing: {
  folder: string;
  request: SweepReportRequest;
  context: { facts: Awaited<ReturnType<typeof factsFor>>; width: number; generatedAt: string };
}): Promise<void> {
  const { folder, request, context } = writing;
  const render = await loadReporter('sarif');
  for await (const { record, report } of reportsByRepository(request)) {
    const name = `${record.repository.fullName.replace(/[^\w.-]/g, '__')}.sarif`;
    const target = { path: join(folder, name), shown: name };
    writeWhole(target, render(report, { ...context, color: false }));
  }
}

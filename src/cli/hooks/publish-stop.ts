import type { ExitCode } from '../../exit-codes.ts';
import { advice, type Occasion } from '../../reporters/stopped.ts';
import type { Outcome } from '../../scan/run.ts';
import type { Console } from '../command.ts';
import { wantsColor, widthOf } from '../console.ts';
import { publish } from '../report.ts';
import type { ReportRequest } from '../scan-options.ts';

/** Publishes the report of a hook and, where it stops something, what to do about that. */
export async function publishStop(stop: {
  outcome: Outcome;
  request: ReportRequest;
  console: Console;
  occasion: Occasion;
}): Promise<ExitCode> {
  const { outcome, request, console, occasion } = stop;
  const exitCode = await publish(outcome, request, console);
  const color = wantsColor(console, request.color);
  console.stderr.write(advice(outcome.report, { occasion, color, width: widthOf(console) }));
  return exitCode;
}

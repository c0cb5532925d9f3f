import { ExitCode } from '../exit-codes.ts';
import { advice } from '../reporters/stopped.ts';
import { render } from '../reporters/text.ts';
import { factsFor } from '../scan/facts.ts';
import type { Outcome } from '../scan/run.ts';

/** What the process is to the hook. */
export interface HookConsole {
  stdout: { write(text: string): unknown; isTTY?: boolean; columns?: number };
  stderr: { write(text: string): unknown };
  env: Readonly<Record<string, string | undefined>>;
}

const WIDTH = 100;

/** Prints the whole report and, where it stops the commit, what to do. Gives the exit code that it means. */
export async function tellAll({ report, catalog }: Outcome, console: HookConsole): Promise<ExitCode> {
  const { stdout, stderr, env } = console;
  const color = Boolean(stdout.isTTY) && !env.NO_COLOR && env.TERM !== 'dumb';
  const context = { facts: await factsFor(report, catalog), color, width: stdout.columns ?? WIDTH };
  stdout.write(render(report, context));
  stderr.write(advice(report, { ...context, occasion: 'commit' }));
  if (report.findings.length > 0) return ExitCode.findings;
  return report.coverage.incomplete ? ExitCode.incomplete : ExitCode.clean;
}

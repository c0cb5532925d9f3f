import { ExitCode } from '../exit-codes.ts';
import { describeError } from '../terminal/error-words.ts';
import { runCommandLine } from './run.ts';

let hasFailed = false;

/** The `keysweep` program. Sets the exit code and lets the process end by itself, so that no output is lost. */
export function runProgram({ isKept }: { isKept: boolean }): void {
  process.exitCode = ExitCode.usage;
  for (const stream of [process.stdout, process.stderr]) stream.on('error', ignoreClosedPipe);
  process.on('uncaughtException', fail);
  const { stdout, stderr, env } = process;
  const console = {
    /** Opened when it is read: few commands do. */
    get stdin() {
      return process.stdin;
    },
    ...{ stdout, stderr, env, cwd: process.cwd(), isKept },
  };
  void runCommandLine(process.argv.slice(2), console).then((exitCode) => {
    process.exitCode = hasFailed ? ExitCode.usage : exitCode;
  });
}

function fail(error: unknown): void {
  process.stderr.write(describeError(error));
  hasFailed = true;
  process.exitCode = ExitCode.usage;
}

/** A reader such as `head` may have seen enough: that is no error of ours. */
function ignoreClosedPipe(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EPIPE') fail(error);
}

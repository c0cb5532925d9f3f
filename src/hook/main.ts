import { ExitCode } from '../exit-codes.ts';
import { describeError } from '../terminal/error-words.ts';
import { optimizeLate } from './optimizing.ts';
import { runHook } from './run.ts';

export { rehearse } from '../scan/rehearse.ts';

/**
 * `keysweep staged` as hooks start it, without options: one small file, because it delays every commit. Sets the
 * exit code and lets the process end by itself, so that no output is lost. `cli/kept-code.ts` calls it.
 */
export function run({ isKept }: { isKept: boolean }): void {
  if (isKept) optimizeLate();
  process.exitCode = ExitCode.usage;
  process.on('uncaughtException', fail);
  const { stdout, stderr, env } = process;
  for (const stream of [stdout, stderr]) stream.on('error', ignoreClosedPipe);
  runHook({ stdout, stderr, env, cwd: process.cwd() }).then((exitCode) => {
    process.exitCode = exitCode;
  }, fail);
}

function fail(error: unknown): void {
  process.stderr.write(describeError(error));
  process.exitCode = ExitCode.usage;
}

/** A reader such as `head` may have seen enough: that is no error of ours, and could not be told anyway. */
function ignoreClosedPipe(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EPIPE') fail(error);
}

import { writeSync } from 'node:fs';
import { ExitCode } from '../exit-codes.ts';
import { describeError } from '../terminal/error-words.ts';

const STDOUT = 1;

/** Prints a line without opening the stream, which takes longer than all that a hook prints on a clean commit. */
export function printLine(line: string): void {
  try {
    writeSync(STDOUT, line);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EAGAIN') minding(process.stdout).write(line);
    else ignoreClosedPipe(error as NodeJS.ErrnoException);
  }
}

/** A stream that nobody may be reading any more. */
export function minding<Stream extends NodeJS.WriteStream>(stream: Stream): Stream {
  return stream.on('error', ignoreClosedPipe);
}

/** Tells an error and sets the exit code. */
export function fail(error: unknown): void {
  process.stderr.write(describeError(error));
  process.exitCode = ExitCode.usage;
}

/** A reader such as `head` may have seen enough: that is no error of ours, and could not be told anyway. */
function ignoreClosedPipe(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EPIPE') fail(error);
}

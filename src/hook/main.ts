import { Buffer } from 'node:buffer';
import { createEngine } from '../engine/create.ts';
import { ExitCode } from '../exit-codes.ts';
import { builtinCatalog } from '../rules/catalog.ts';
import { describeError } from '../terminal/error-words.ts';
import { runHook } from './run.ts';

/**
 * `keysweep staged` as hooks start it, without options: one small file, because it delays every commit. Sets the
 * exit code and lets the process end by itself, so that no output is lost.
 */
process.exitCode = ExitCode.usage;
process.on('uncaughtException', fail);
const { stdout, stderr, env } = process;
for (const stream of [stdout, stderr]) stream.on('error', ignoreClosedPipe);
runHook({ stdout, stderr, env, cwd: process.cwd() }).then((exitCode) => {
  process.exitCode = exitCode;
}, fail);

function fail(error: unknown): void {
  process.stderr.write(describeError(error));
  process.exitCode = ExitCode.usage;
}

/** A reader such as `head` may have seen enough: that is no error of ours, and could not be told anyway. */
function ignoreClosedPipe(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EPIPE') fail(error);
}

/** Scans a text for nothing; see `cli/kept-code.ts`. */
export function rehearse(text: string): void {
  createEngine(builtinCatalog().rules).scan({ bytes: Buffer.from(text), path: 'exchanges/config.py' });
}

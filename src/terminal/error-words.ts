import { isKeysweepError, KeysweepError, kindOfError } from '../errors.ts';
import { escapeLogText } from './escape.ts';

/**
 * What a person is told about an error. Expected ones: what is wrong and what to do. Others are defects: their
 * messages may quote what was scanned, so only their kind and where in this program they came from is told.
 */
export function describeError(error: unknown): string {
  if (isKeysweepError(error)) return describeExpected(error);
  if (isLostOutput(error)) return describeExpected(lostOutput(error));
  if (isLostFolder(error)) return describeExpected(LOST_FOLDER);
  const frames = error instanceof Error ? framesOf(error) : [];
  return [
    `keysweep: unexpected ${kindOfError(error)}; this is a defect, please report it with these lines:`,
    ...frames.map(printable),
    '',
  ].join('\n');
}

/** Whether the system took no more of what a stream was to print; the code of a closed pipe is `EPIPE`. */
function isLostOutput(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && 'syscall' in error && error.syscall === 'write';
}

function lostOutput({ code }: NodeJS.ErrnoException): KeysweepError {
  const hint = 'The scan is done, but its report is lost. Make room, or print it elsewhere, and scan again.';
  return new KeysweepError('OUTPUT', `the output cannot be written: ${reasonOf(code)}`, { hint });
}

/** Whether somebody removed the folder in which the program was started. */
function isLostFolder(error: unknown): boolean {
  return error instanceof Error && 'syscall' in error && error.syscall === 'uv_cwd';
}

const LOST_FOLDER = new KeysweepError('SOURCE', 'the working directory is not there any more', {
  hint: 'Change to a folder that exists, and start again.',
});

const NO_ROOM = new Set(['ENOSPC', 'EDQUOT', 'EFBIG']);

/** Why a file or stream takes nothing, by the system's code for it (errno(3)). */
export function reasonOf(code: string | undefined): string {
  if (code !== undefined && NO_ROOM.has(code)) return 'there is no room for it';
  return code === 'EACCES' || code === 'EPERM' || code === 'EROFS'
    ? 'that is not permitted'
    : 'the system refuses it';
}

const FRAME = /^\s+at .*(?::\d+:\d+|native|<anonymous>)\)?$/;

/** A stack begins with the message, whose lines may look like frames; without it at its place nothing is told. */
function framesOf({ message, stack = '' }: Error): string[] {
  const at = stack.indexOf(message);
  if (at === -1) return [];
  return stack
    .slice(at + message.length)
    .split('\n')
    .filter((line) => FRAME.test(line));
}

function describeExpected({ message, hint }: KeysweepError): string {
  const lines = message.split('\n').map(printable);
  const advice = hint === undefined ? [] : [`hint: ${printable(hint)}`];
  return [`keysweep: ${lines.join('\n')}`, ...advice, ''].join('\n');
}

function printable(text: string): string {
  return escapeLogText(text);
}

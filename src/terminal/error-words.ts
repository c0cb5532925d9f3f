import { isKeysweepError, type KeysweepError } from '../errors.ts';
import { escapeLogText } from './escape.ts';

/**
 * What a person is told about an error. Expected ones: what is wrong and what to do. Others are defects: their
 * messages may quote what was scanned, so only their kind and where in this program they came from is told.
 */
export function describeError(error: unknown): string {
  if (isKeysweepError(error)) return describeExpected(error);
  const kind = error instanceof Error ? error.name : typeof error;
  const stack = error instanceof Error ? (error.stack ?? '') : '';
  const frames = stack.split('\n').filter((line) => /^\s+at /.test(line));
  return [
    `keysweep: unexpected ${printable(kind)}; this is a defect, please report it with these lines:`,
    ...frames.map(printable),
    '',
  ].join('\n');
}

function describeExpected({ message, hint }: KeysweepError): string {
  const lines = message.split('\n').map(printable);
  const advice = hint === undefined ? [] : [`hint: ${printable(hint)}`];
  return [`keysweep: ${lines.join('\n')}`, ...advice, ''].join('\n');
}

function printable(text: string): string {
  return escapeLogText(text);
}

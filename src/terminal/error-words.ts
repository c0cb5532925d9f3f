import { isKeysweepError, type KeysweepError, kindOfError } from '../errors.ts';
import { escapeLogText } from './escape.ts';

/**
 * What a person is told about an error. Expected ones: what is wrong and what to do. Others are defects: their
 * messages may quote what was scanned, so only their kind and where in this program they came from is told.
 */
export function describeError(error: unknown): string {
  if (isKeysweepError(error)) return describeExpected(error);
  const frames = error instanceof Error ? framesOf(error) : [];
  return [
    `keysweep: unexpected ${kindOfError(error)}; this is a defect, please report it with these lines:`,
    ...frames.map(printable),
    '',
  ].join('\n');
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

import { randomBytes } from 'node:crypto';
import { escapeLogText, escapeText } from '../terminal/escape.ts';

/** What a step may show beside the code: of each level ten, and what is more vanishes without a word. */
export const MOST_ANNOTATIONS = 10;

export interface Annotation {
  level: 'error' | 'warning' | 'notice';
  title: string;
  message: string;
  /** From the workspace; null for what stands in no file. */
  file: string | null;
  line: number | null;
}

/**
 * One workflow command as the runner reads it (actions/runner, `ActionCommand.cs`, read 2026-11). What is invisible
 * becomes a visible escape, so that neither this form nor the older `##[...]` can begin within it.
 */
export function annotationCommand({ level, title, message, file, line }: Annotation): string {
  const place = file === null ? [] : [`file=${property(file)}`, ...(line === null ? [] : [`line=${line}`])];
  const properties = [...place, `title=${property(title)}`].join(',');
  return `::${level} ${properties}::${data(escapeLogText(message))}\n`;
}

/** Text in which the runner obeys nothing until it meets a word that nobody can know. */
export function withoutCommands(text: string): string {
  const word = randomBytes(16).toString('hex');
  return `::stop-commands::${word}\n${text.endsWith('\n') ? text : `${text}\n`}::${word}::\n`;
}

/** `NAME<<WORD`, the value, `WORD`: lines for the file that GITHUB_OUTPUT names, with a word that nobody can know. */
export function outputLines(outputs: Readonly<Record<string, string>>): string {
  return Object.entries(outputs)
    .map(([name, value]) => {
      const word = `keysweep_${randomBytes(16).toString('hex')}`;
      return `${name}<<${word}\n${value}\n${word}\n`;
    })
    .join('');
}

function data(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function property(text: string): string {
  return data(escapeText(text)).replaceAll(':', '%3A').replaceAll(',', '%2C');
}

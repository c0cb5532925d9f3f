import { resolve } from 'node:path';
import { KeysweepError } from '../errors.ts';
import { FORMATS, type Format, isFormat } from '../reporters/index.ts';
import { checkWritable } from './write-file.ts';

/** A file to be written, and in which format. */
export interface OutputFile {
  format: Format;
  path: string;
  /** As the person gave it. */
  shown: string;
}

const FORMAT_BY_ENDING: [ending: string, format: Format][] = [
  ['.sarif.json', 'sarif'],
  ['.sarif', 'sarif'],
  ['.json', 'json'],
  ['.jsonl', 'jsonl'],
  ['.ndjson', 'jsonl'],
  ['.md', 'markdown'],
  ['.markdown', 'markdown'],
  ['.html', 'html'],
  ['.htm', 'html'],
  ['.csv', 'csv'],
  ['.txt', 'text'],
];

const TO_SCREEN = 'The report goes to standard output without it; --format tells in which form.';

/**
 * Reads `--output`: `FILE`, whose ending tells the format, or `FORMAT:FILE`. Throws `KeysweepError` when the
 * format is unclear or the file could not be written, so that no scan is wasted.
 */
export function parseOutput(given: string, cwd: string): OutputFile {
  const [, prefix, rest] = /^([a-z]+):(.+)$/s.exec(given) ?? [];
  const named = prefix !== undefined && isFormat(prefix) ? prefix : null;
  const shown = named === null ? given : (rest ?? '');
  const format = named ?? FORMAT_BY_ENDING.find(([ending]) => shown.toLowerCase().endsWith(ending))?.[1];
  if (shown === '-') throw new KeysweepError('USAGE', '--output - names no file', { hint: TO_SCREEN });
  if (format === undefined) {
    const hint = `Write FORMAT:FILE with one of ${FORMATS.join(', ')}.`;
    throw new KeysweepError('USAGE', `--output ${shown}: the ending tells no format`, { hint });
  }
  const output = { format, path: resolve(cwd, shown), shown };
  checkWritable(output);
  return output;
}

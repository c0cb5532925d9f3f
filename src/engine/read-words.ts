import type { Reading } from './binding-types.ts';
import { isNoiseWord, isValueName, meaningOf } from './label.ts';
import { lineStart } from './lines.ts';
import { letterOdds } from './randomness.ts';

/** Words before a bare value and on the lines above it. */

/** Words before a bare value: `ENV NAME v`, `--api-key v`, `key is v`, `#define NAME "v"`, `| Secret | v |`. */
export function readWords(text: string, left: number, limit: number, binding: Reading): void {
  const from = Math.max(limit, lineStart(text, left, 160));
  const phrase = text.slice(from, left).split(CLAUSE_END).at(-1)!;
  const tokens = phrase.match(/[A-Za-z_$@\x80-\xff-][\w$@.\-\x80-\xff]*/g);
  if (tokens === null) return;
  let last = tokens.length - 1;
  const isHalf = HALF.test(tokens[last]!);
  while (!isHalf && last > 0 && (isNoiseWord(tokens[last]!) || /^-+$/.test(tokens[last]!))) last--;
  if (looksRandom(tokens[last]!)) return;
  const name = tokens[last]!.replace(/^-+/, '').replace(/^D(?=[A-Z])/, '');
  const start = from + text.slice(from, left).lastIndexOf(tokens[last]!);
  const flag = isValueName(name) ? /--name[ =]+["']?(?:[\w.-]*\/)*([\w.-]+)/.exec(phrase) : null;
  if (flag !== null)
    binding.labels.push({ via: 'sibling', name: flag[1]!, phrase: flag[1]!, start: from, position: 0 });
  binding.labels.push({ via: 'words', name, phrase, start, position: 0 });
}

/** Marks, and line breaks as they are escaped where notes stand in JSON. */
const CLAUSE_END = /[;|,]|\\n(?=[\s#>*-]*[A-Za-z\x80-\xff])/;

/** `kraken public V private V`: in notes no modifiers, but the halves of a pair. */
const HALF = /^(?:public|private)$/;

/** Another value, not a name. */
export function looksRandom(word: string): boolean {
  if (/^[0-9a-fA-F-]{16,}$/.test(word) && (word.match(/\d/g)?.length ?? 0) >= 4) return true;
  return (
    word.length >= 12 && letterOdds(word).odds < -0.5 && /\d|[a-z][A-Z].*[a-z][A-Z].*[a-z][A-Z]/.test(word)
  );
}

/** A value on a line of its own: the line above may say what it is ("API Secret:"). */
export function readLineAbove(text: string, left: number, limit: number, binding: Reading): void {
  let end = aboveFence(text, left - 1, limit);
  for (let line = 0; line < 2 && end > limit; line++) {
    const begin = Math.max(limit, lineStart(text, end, 300));
    const above = text.slice(begin, end).trim();
    if (/[([{,]$/.test(above)) {
      if (line === 0) readEntry(text, { above, begin }, limit, binding);
      return;
    }
    if (above !== '') {
      if (/[\w"'\]]\s*[:=]+\s*[^\s:=]{4,}$/.test(above)) return;
      const words = tellingClause(above);
      if (words !== '' && words.length <= 60) {
        const name = words.split(/\s+/).at(-1)!;
        if (looksRandom(name)) return;
        binding.labels.push({ via: 'line-above', name, phrase: words, start: begin, position: 0 });
      }
      return;
    }
    end = begin - 1;
  }
}

/** `"note": "API secret\nV"`: the same where the line breaks are escaped. */
export function readEscapedLineAbove(text: string, left: number, limit: number, binding: Reading): void {
  const above = ESCAPED_LINE.exec(text.slice(Math.max(limit, left - 120), left))?.[1];
  const words = above === undefined ? '' : tellingClause(above);
  const name = words.split(/\s+/).at(-1)!;
  if (words === '' || looksRandom(name)) return;
  binding.labels.push({ via: 'line-above', name, phrase: words, start: left, position: 0 });
}

const ESCAPED_LINE = /(?:\\n|["'`])[\s#>*-]*([^"'`\\\n]{2,60}?)[\s:*]*(?:(?:\\r)?\\n){1,2}$/;

/** Where the line ends that stands over the marks with which a block of code begins. */
function aboveFence(text: string, end: number, limit: number): number {
  let above = end;
  for (let mark = 0; mark < 2 && above > limit; mark++) {
    const begin = Math.max(limit, lineStart(text, above, 80));
    if (!FENCE.test(text.slice(begin, above).trim())) break;
    above = begin - 1;
  }
  return above;
}

/** Of Markdown, AsciiDoc, wikis and HTML. */
const FENCE =
  /^(?:`{3,}[\w-]*|~{3,}[\w-]*|-{4,}|\.{4,}|={4,}|\[(?:source|listing|literal)\b[^\]]*\]|\{(?:code|noformat)[^}]*\}|<pre[^>]*>(?:<code[^>]*>)?)$/;

/** `secret for the signer, remove later`: of a line, what stands before an aside where that alone says what comes. */
function tellingClause(line: string): string {
  const [all, first] = [line, line.split(ASIDE)[0]!].map((part) =>
    part.replace(/[^\w$@. \-\x80-\xff]+/g, ' ').trim(),
  ) as [string, string];
  return meaningOf('', all).role === null && meaningOf('', first).role !== null ? first : all;
}

const ASIDE = /[,;(]|\s(?:-{1,2}|\xe2\x80[\x93\x94])\s/;

/** `["api_key",` over `"V"]`: the first of two elements names the second. */
function readEntry(
  text: string,
  { above, begin }: { above: string; begin: number },
  limit: number,
  binding: Reading,
): void {
  const name = /^[[(]?\s*["']([A-Za-z_][\w .-]{1,60})["'],$/.exec(above)?.[1];
  if (name === undefined || looksRandom(name)) return;
  if (!/^[[(]/.test(above) && !/[[(]\s*$/.test(text.slice(Math.max(limit, begin - 40), begin))) return;
  binding.labels.push({ via: 'argument-name', name, phrase: name, start: begin, position: 0 });
}

/** Names of functions, not of values. */
export const DIGEST = /^(?:sha|md|hs|rs|es)-?\d+$/i;

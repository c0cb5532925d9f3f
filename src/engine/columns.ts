import type { Label } from './binding.ts';
import { cellLabel } from './cells.ts';
import { isCode } from './files.ts';
import { insertLabel } from './insert-columns.ts';
import { isValueName } from './label.ts';
import { lineEnd, lineStart } from './lines.ts';

interface File {
  text: string;
  path: string;
}

/** Names that stand in a header row: CSV and TSV files, Markdown tables. And in tuple assignments: `key, secret = "a", "b"`. */
export function columnLabel(file: File, start: number): Label | null {
  const { text, path } = file;
  return (
    cellLabel(text, start) ??
    tupleLabel(text, start) ??
    tableLabel(text, start) ??
    (DUMP.test(path) ? (copyLabel(file, start) ?? insertLabel(file, start)) : null) ??
    (isCode(path) ? null : csvLabel(text, path, start))
  );
}

/** The first cell of the value's row in a table that has a column for each account: it says which part it is. */
export function rowLabel({ text, path }: File, start: number): Label | null {
  const from = lineStart(text, start);
  const line = text.slice(from, lineEnd(text, start));
  if (line.length > MAX_LINE || STATEMENT.test(line)) return null;
  const isBarred = line.trimStart().startsWith('|');
  const mark = isCode(path) && !isBarred ? undefined : MARKS.find((one) => line.includes(one));
  const cell = mark === undefined ? undefined : line.trim().split(isBarred ? '|' : mark)[isBarred ? 1 : 0];
  return cell === undefined || !HEAD.test(cell.replace(/[*`]/g, '')) ? null : labelAt([cell], 0, from);
}

const MARKS = [',', ';', '\t', '|'];
const MAX_LINE = 4000;
/** Rows of a dump stand behind it. */
const STATEMENT = /^\s*(?:insert|replace)\s+(?:ignore\s+)?into\s/i;

/** Where `COPY ... FROM stdin` is met. */
const DUMP = /\.(?:sql|psql|dump|pgdump|backup|bak|txt|log|md)$/i;

function tupleLabel(text: string, start: number): Label | null {
  const from = lineStart(text, start);
  if (start - from > 600) return null;
  const line = text.slice(from, start);
  if (!line.includes(',') || !line.includes('=')) return null;
  const sides = /^(.*?[\w$\])])\s*:?=(?![=>])(.*)$/s.exec(
    line.replace(/^(\s*(?:let|const|var|val)?\s*(?:mut )?)\(([^()=]*)\)/, '$1$2'),
  );
  if (
    sides === null ||
    !sides[1]!.includes(',') ||
    /[(){}]/.test(sides[1]!.slice(sides[1]!.lastIndexOf(';') + 1))
  )
    return null;
  const names = sides[1]!.split(',').map((name) =>
    name
      .trim()
      .split(/[\s[]+/)
      .at(-1)!
      .replace(/\]$/, ''),
  );
  if (!names.every((name) => /^[$@]?[\w.[\]"'-]+$/.test(name))) return null;
  const rest = text.slice(start, lineEnd(text, start, 600));
  const row = rowOf(sides[2]!, rest);
  if (row.count !== names.length) return null;
  const { position } = row;
  const name = names[position];
  if (name === undefined) return null;
  return { via: 'assignment', name: name.split('.').at(-1)!, phrase: name, start: from, position };
}

/** How many values stand on the right-hand side, in brackets of their own or not, and how many before the one read. */
function rowOf(before: string, rest: string): { count: number; position: number } {
  const words = /^\s*%[wWi][[({]/.exec(before);
  if (words !== null) {
    const all = (before.slice(words[0].length) + rest).replace(/[\])}].*$/s, '').trim();
    const left = before.slice(words[0].length).trim();
    return { count: all.split(/\s+/).length, position: left === '' ? 0 : left.split(/\s+/).length };
  }
  const open = /^\s*(?:list|tuple|array|vec!)?\s*[[(]/.exec(before);
  const inner = open === null ? before : before.slice(open[0].length);
  const tail = open === null ? rest : rest.replace(/[\])]\s*;?\s*$/, '');
  return { count: topLevelCommas(inner + tail) + 1, position: countOutsideQuotes(inner, ',') };
}

/** Commas outside brackets and quotes. */
function topLevelCommas(text: string): number {
  let depth = 0;
  let quote = '';
  let commas = 0;
  for (const character of text) {
    if (quote !== '') quote = character === quote ? '' : quote;
    else if (/["'`]/.test(character)) quote = character;
    else if ('([{'.includes(character)) depth++;
    else if (')]}'.includes(character)) depth--;
    else if (character === ',' && depth === 0) commas++;
  }
  return commas;
}

function tableLabel(text: string, start: number): Label | null {
  const from = lineStart(text, start);
  const cell = text.slice(from, start);
  if (!cell.trimStart().startsWith('|')) return null;
  const column = cell.split('|').length - 2;
  let end = from - 1;
  for (let row = 0; row < 60 && end > 0; row++) {
    const begin = lineStart(text, end);
    const line = text.slice(begin, Math.min(end, begin + MAX_LINE));
    if (!/^\s*\|/.test(line)) return null;
    if (/^[\s|:-]+$/.test(line)) {
      const headBegin = lineStart(text, begin - 1);
      const head = labelAt(text.slice(headBegin, begin).split('|').slice(1), column, headBegin);
      return head !== null && isValueName(head.name) && column > 0
        ? labelAt(cell.split('|').slice(1), 0, from)
        : head;
    }
    end = begin - 1;
  }
  return null;
}

function csvLabel(text: string, path: string, start: number): Label | null {
  const firstEnd = lineEnd(text, 0);
  if (text[firstEnd] !== '\n' || firstEnd > MAX_LINE || start < firstEnd) return null;
  const header = text.slice(0, firstEnd).trimEnd();
  if (/^\s*#/.test(header) && !TABLE.test(path)) return null;
  const delimiter = MARKS.find((mark) => header.split(mark).length >= 2);
  if (delimiter === undefined) return blankLabel(text, start, header);
  if (/[(){}=<>]/.test(header)) return null;
  if (!header.split(delimiter).every((field, at) => (at === 0 && field === '') || HEAD.test(field)))
    return null;
  const from = lineStart(text, start);
  if (start - from > MAX_LINE) return null;
  const line = text.slice(from, lineEnd(text, start));
  if (Math.abs(countOutsideQuotes(line, delimiter) - countOutsideQuotes(header, delimiter)) > 1) return null;
  const column = labelAt(header.split(delimiter), countOutsideQuotes(text.slice(from, start), delimiter), 0);
  return column !== null && isValueName(column.name) ? labelAt(line.split(delimiter), 0, from) : column;
}

/** Where a first line that is a comment may be a header. */
const TABLE = /\.(?:csv|tsv|txt|tab|dat)$/i;

const HEAD = /^\s*["']?[\w .()#/\x80-\xff-]{1,60}["']?\s*$/;

/** Columns that nothing but blanks keeps apart. */
function blankLabel(text: string, start: number, header: string): Label | null {
  const names = header.split(/\s{2,}/);
  if (names.length < 2 || names.length > 12 || !names.every((name) => HEAD.test(name))) return null;
  const from = lineStart(text, start);
  const row = text.slice(from, lineEnd(text, start)).trim().split(/\s+/);
  const before = text.slice(from, start).trim();
  const column = before === '' ? 0 : before.split(/\s+/).length;
  return row.length === names.length ? labelAt(names, column, 0) : null;
}

/** `COPY t (id, api_key, api_secret) FROM stdin;` with rows split by tabs (PostgreSQL dumps). */
function copyLabel(file: File, start: number): Label | null {
  if (!holdsCopy(file)) return null;
  const { text } = file;
  const from = lineStart(text, start);
  const before = text.slice(Math.max(0, from - MAX_LINE), from);
  const at = before.toLowerCase().lastIndexOf('from stdin');
  if (at < 0 || before.indexOf('\\.', at) >= 0) return null;
  const columns = /copy\s+[^()]{1,200}\(([^()]{1,2000})\)\s*$/i.exec(before.slice(0, at));
  return columns === null
    ? null
    : labelAt(columns[1]!.split(','), text.slice(from, start).split('\t').length - 1, from);
}

function holdsCopy(file: File): boolean {
  const answer = copying.get(file) ?? /from stdin/i.test(file.text);
  copying.set(file, answer);
  return answer;
}

/** Asked once for a text, though every value does, and those of texts inside it between them. */
const copying = new WeakMap<File, boolean>();

function labelAt(header: string[], column: number, start: number): Label | null {
  const name = header[column]?.replace(/["'`*]/g, '').trim();
  if (name === undefined || name === '' || name.length > 60) return null;
  return { via: 'column', name, phrase: name, start, position: column };
}

function countOutsideQuotes(text: string, mark: string): number {
  let count = 0;
  let quote = '';
  for (const character of text) {
    if (quote === '' && (character === '"' || character === "'")) quote = character;
    else if (character === quote) quote = '';
    else if (character === mark && quote === '') count++;
  }
  return count;
}

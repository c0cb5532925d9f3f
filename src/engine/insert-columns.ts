import type { Label } from './binding.ts';
import { enclosing } from './layout.ts';

/** Columns of rows in a dump that names them only where it makes the table: ``INSERT INTO `t` VALUES (1, 'V')``. */

interface File {
  text: string;
}

/** The column of the value at `start`, as `CREATE TABLE` lists them above; null for any other value. */
export function insertLabel(file: File, start: number): Label | null {
  const { tables, inserts } = statementsOf(file);
  if (inserts.length === 0) return null;
  const { text } = file;
  const row = enclosing(text, start, Math.max(0, start - LONGEST_ROW));
  if (row === null || !/(?:\bvalues|\)\s*,)\s*$/i.test(text.slice(Math.max(0, row.open - 20), row.open)))
    return null;
  const insert = inserts[indexBefore(inserts, row.open)];
  const name = insert === undefined ? undefined : tables.get(insert.table)?.[row.commas];
  return name === undefined
    ? null
    : { via: 'column', name, phrase: name, start: row.open, position: row.commas };
}

const LONGEST_ROW = 4000;

/** What a dump says: the columns of its tables, and where rows without names for them begin. */
interface Statements {
  tables: ReadonlyMap<string, readonly string[]>;
  inserts: readonly { at: number; table: string }[];
}

/** Read once for a text, though every value asks. */
const known = new WeakMap<File, Statements>();

function statementsOf(file: File): Statements {
  const answer = known.get(file) ?? read(file.text);
  known.set(file, answer);
  return answer;
}

function read(text: string): Statements {
  const inserts = [...text.matchAll(INSERT)].map(({ index, 1: table }) => ({
    at: index,
    table: plain(table!),
  }));
  if (inserts.length === 0) return { tables: new Map(), inserts };
  const tables = [...text.matchAll(CREATE)].map(({ index, 0: all, 1: table }): [string, string[]] => [
    plain(table!),
    columnsOf(text.slice(index + all.length, index + all.length + LONGEST_TABLE)),
  ]);
  return { tables: new Map(tables), inserts };
}

const INSERT = /\binsert\s{1,4}(?:ignore\s{1,4})?into\s{1,4}([\w.`"[\]]{1,80})\s{1,4}values\b/gi;
const CREATE =
  /\bcreate\s{1,4}table\s{1,4}(?:if\s{1,4}not\s{1,4}exists\s{1,4})?([\w.`"[\]]{1,80})\s{0,4}\(/gi;
const LONGEST_TABLE = 6000;

function plain(table: string): string {
  return table.replace(/[`"[\]]/g, '').toLowerCase();
}

/** The first word of each definition between the brackets of a table, up to the first that is no column. */
function columnsOf(text: string): string[] {
  const columns: string[] = [];
  let depth = 0;
  let from = 0;
  for (let at = 0; at < text.length && depth >= 0; at++) {
    const mark = text[at];
    if (mark === '(') depth++;
    else if (mark === ')') depth--;
    if (depth > 0 || (depth === 0 && mark !== ',')) continue;
    const column = /^\s*[`"[]?([A-Za-z_]\w*)/.exec(text.slice(from, at))?.[1];
    if (column === undefined || NO_COLUMN.test(column)) break;
    columns.push(column);
    from = at + 1;
  }
  return columns;
}

const NO_COLUMN = /^(?:primary|unique|key|index|constraint|foreign|check|fulltext|spatial)$/i;

/** Index of the last statement that begins before `at`. */
function indexBefore(inserts: Statements['inserts'], at: number): number {
  let low = 0;
  let high = inserts.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (inserts[middle]!.at < at) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

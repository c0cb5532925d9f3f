import type { Label } from './binding-types.ts';
import { meaningOf } from './label.ts';

/** Tables of HTML, as wikis and sheets export them: what a value is called stands in the first row, over its cell. */

const MAX_ROW = 4000;
const MAX_TABLE = 20_000;
const MAX_NAME = 60;

/** What stands over the cell that begins with a value; null for any other value, and where the row has a name for it. */
export function cellLabel(text: string, start: number): Label | null {
  const last = text[start - 1] ?? '';
  if (last !== '>' && last.trim() !== '') return null;
  if (!CELL.test(text.slice(Math.max(0, start - CELL_REACH), start))) return null;
  const row = lastRow(text, Math.max(0, start - MAX_ROW), start);
  if (row < 0) return null;
  const before = cellsOf(text.slice(row, start));
  const head = headOf(text, row);
  const name = head?.cells[before.length - 1];
  if (head === null || name === undefined || name === '' || name.length > MAX_NAME) return null;
  if (meaningOf(name).role === null || before.slice(0, -1).some((cell) => meaningOf(cell).role !== null))
    return null;
  return { via: 'column', name, phrase: name, start: head.start, position: before.length - 1 };
}

const CELL_REACH = 400;
const CELL = /<t[dh]\b[^<>]{0,120}>(?:\s{0,20}<[a-z]\w{0,10}\b[^<>]{0,80}>){0,3}\s{0,20}$/i;

function lastRow(text: string, from: number, to: number): number {
  const at = text.slice(from, to).toLowerCase().lastIndexOf('<tr');
  return at < 0 ? -1 : from + at;
}

/** The cells of the first row of the table that the row at `row` is in; null where it is the first. */
function headOf(text: string, row: number): { start: number; cells: string[] } | null {
  const floor = Math.max(0, row - MAX_TABLE);
  const above = text.slice(floor, row).toLowerCase();
  const table = Math.max(0, above.lastIndexOf('<table'));
  const first = above.indexOf('<tr', table);
  if (first < 0) return null;
  const start = floor + first;
  const next = above.indexOf('<tr', first + 3);
  return {
    start,
    cells: cellsOf(text.slice(start, Math.min(next < 0 ? row : floor + next, start + MAX_ROW))),
  };
}

/** What stands in the cells of a row, without elements. */
function cellsOf(row: string): string[] {
  return row
    .split(/<t[dh]\b[^<>]{0,200}>/i)
    .slice(1)
    .map((cell) => cell.replace(/<[^<>]{0,200}>/g, ' ').trim());
}

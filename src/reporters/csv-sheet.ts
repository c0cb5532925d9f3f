import { escapeLogText } from '../terminal/escape.ts';

/** What a spreadsheet takes for a formula at the start of a cell, full-width forms included (CWE-1236). */
const FORMULA = /^\s*[=+\-@\t\r\0＝＋－＠]/u;

export type Cell = string | number | boolean | null | undefined;

/** How to fill each column from a row; the keys are the names in the first line. */
export type Columns<Row> = Readonly<Record<string, (row: Row) => Cell>>;

/** A sheet with a line of names. RFC 4180, and no cell can become a formula. */
export function sheet<Row>(columns: Columns<Row>, rows: readonly Row[]): string {
  const lines = [
    Object.keys(columns),
    ...rows.map((row) => Object.values(columns).map((value) => value(row))),
  ];
  return lines.map((line) => `${line.map(cell).join(',')}\r\n`).join('');
}

function cell(value: Cell): string {
  if (typeof value !== 'string') return value === null || value === undefined ? '' : String(value);
  const text = FORMULA.test(value) ? `'${escapeLogText(value)}` : escapeLogText(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

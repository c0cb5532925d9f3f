/**
 * Cuts a row of values into records, as a file that repeats the same fields from block to block wants to be read: the
 * cheapest cut by gaps, missing fields and order, found by dynamic programming. Where two cuts are as good as each
 * other, what they disagree on stays apart.
 */

/** What a record may be made of. */
export interface Item {
  /** Fields that it fills; two items of one record fill different ones. */
  fields: readonly string[];
  /** How far it stands from the item before it: lines, with a surcharge for blank ones and comments. */
  gap: number;
}

/** Indexes of the items that belong together. */
export type Record = number[];

/** What a record costs that lacks a field that others have. */
const MISSING = 2;
/** What a record costs whose fields come in another order than in most. */
const UNUSUAL = 0.5;
/** Costs that differ by less are the same. */
const SAME = 0.2;

/** The records in `items`, each index once. `fits`: whether the item may join a record of these. */
export function cutIntoRecords(
  items: readonly Item[],
  fits: (record: Record, index: number) => boolean,
): Record[] {
  if (new Set(items.flatMap((item) => item.fields)).size < 2) return items.map((_, index) => [index]);
  const columns = asColumns(items, fits);
  if (columns !== null) return columns;
  const plain = agreed(items, fits, null);
  const order = usualOrder(items, plain);
  return order === null ? plain : agreed(items, fits, order);
}

/** All of one field, then all of the next, equally many of each: lists side by side. */
function asColumns(
  items: readonly Item[],
  fits: (record: Record, index: number) => boolean,
): Record[] | null {
  const columns = columnsOf(items);
  if (columns === null) return null;
  const size = columns[0]!.length;
  if (size < 2 || columns.some((column) => column.length !== size)) return null;
  const records = columns[0]!.map((_, row) => columns.map((column) => column[row]!));
  const isWhole = records.every((record) =>
    record.every((index, at) => at === 0 || fits(record.slice(0, at), index)),
  );
  return isWhole ? records : null;
}

/** All of one field, then all of the next, however many of each; null where a field comes again. */
export function columnsOf(items: readonly Item[]): Record[] | null {
  const columns: Record[] = [];
  items.forEach((item, index) => {
    const last = columns.at(-1);
    if (last !== undefined && keyOf(items[last[0]!]!) === keyOf(item)) last.push(index);
    else columns.push([index]);
  });
  return new Set(columns.map((column) => keyOf(items[column[0]!]!))).size === columns.length ? columns : null;
}

function keyOf(item: Item): string {
  return item.fields.join();
}

/** Records that the cheapest cut makes whether ties are settled early or late. */
function agreed(
  items: readonly Item[],
  fits: (record: Record, index: number) => boolean,
  order: string | null,
): Record[] {
  const early = cheapest(items, fits, order, true);
  const late = cheapest(items, fits, order, false);
  const known = new Set(late.map((record) => record.join()));
  return early.flatMap((record) => (known.has(record.join()) ? [record] : record.map((index) => [index])));
}

/** The cut with the least cost. `early`: among equals, the one whose last record is short. */
function cheapest(
  items: readonly Item[],
  fits: (record: Record, index: number) => boolean,
  order: string | null,
  early: boolean,
): Record[] {
  const all = new Set(items.flatMap((item) => item.fields)).size;
  const costs = [0];
  const starts: number[] = [0];
  for (let end = 1; end <= items.length; end++) {
    let best = Number.POSITIVE_INFINITY;
    let from = end - 1;
    let gaps = 0;
    for (let start = end - 1; start >= 0 && joins(items, fits, start, end); start--) {
      if (start < end - 1) gaps += items[start + 1]!.gap;
      const cost = costs[start]! + gaps + recordCost(items, start, end, all, order);
      if (early ? cost < best - SAME : cost < best + SAME) {
        best = Math.min(best, cost);
        from = start;
      }
    }
    costs.push(best);
    starts.push(from);
  }
  const records: Record[] = [];
  for (let end = items.length; end > 0; end = starts[end]!) {
    records.push(Array.from({ length: end - starts[end]! }, (_, at) => starts[end]! + at));
  }
  return records.reverse();
}

function joins(
  items: readonly Item[],
  fits: (record: Record, index: number) => boolean,
  start: number,
  end: number,
): boolean {
  const fields = items.slice(start, end).flatMap((item) => item.fields);
  if (new Set(fields).size !== fields.length) return false;
  const rest = Array.from({ length: end - start - 1 }, (_, at) => start + 1 + at);
  return rest.length === 0 || fits(rest, start);
}

function recordCost(
  items: readonly Item[],
  start: number,
  end: number,
  all: number,
  order: string | null,
): number {
  const fields = items.slice(start, end).flatMap((item) => item.fields);
  const unusual = order !== null && fields.length > 1 && !isInOrder(fields, order.split(',')) ? UNUSUAL : 0;
  return MISSING * (all - fields.length) + unusual;
}

function isInOrder(fields: readonly string[], order: readonly string[]): boolean {
  const places = fields.map((field) => order.indexOf(field));
  return places.every((place, at) => at === 0 || place > places[at - 1]!);
}

/** The order in which most records have their fields; null where no order is more frequent than the others. */
function usualOrder(items: readonly Item[], records: readonly Record[]): string | null {
  const counts = new Map<string, number>();
  for (const record of records) {
    if (record.length < 2) continue;
    const order = record.flatMap((index) => items[index]!.fields).join();
    counts.set(order, (counts.get(order) ?? 0) + 1);
  }
  const sorted = [...counts].sort((a, b) => b[1] - a[1]);
  if (sorted.length === 0 || (sorted.length > 1 && sorted[0]![1] === sorted[1]![1])) return null;
  return sorted[0]![0];
}

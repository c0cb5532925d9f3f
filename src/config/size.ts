const UNITS = new Map([
  ['', 1],
  ['B', 1],
  ['KB', 1000],
  ['MB', 1000 ** 2],
  ['GB', 1000 ** 3],
]);
const SIZE = /^(\d{1,6}(?:\.\d{1,3})?)\s*([KMG]?B?)$/i;

/** Reads a size such as `500 KB`, `20MB` or `1.5 GB` (powers of 1,000) as bytes; null if it is none. */
export function parseSize(text: string): number | null {
  const [, amount, unit] = SIZE.exec(text.trim()) ?? [];
  if (amount === undefined || unit === undefined) return null;
  const name = unit.toUpperCase();
  const factor = UNITS.get(name === '' || name.endsWith('B') ? name : `${name}B`) ?? 1;
  const bytes = Math.floor(Number(amount) * factor);
  return bytes > 0 ? bytes : null;
}

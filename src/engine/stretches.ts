/**
 * Calls `found(start, end)` for each longest stretch of bytes of a class (not 0 in its table) that has at least so many.
 * It looks back from where a stretch would have to reach to, and goes on from the nearest byte that ends one: most
 * bytes are never read, hardly any twice.
 */
export function findStretches(
  bytes: Uint8Array,
  { table, least }: { table: Uint8Array; least: number },
  found: (start: number, end: number) => void,
): void {
  const { length } = bytes;
  let start = 0;
  /** All of [start, known) are of the class. */
  let known = 0;
  for (let at = least - 1; at < length; ) {
    let back = at;
    while (back >= known && table[bytes[back]!] !== 0) back--;
    if (back >= known) {
      known = at + 1;
      start = back + 1;
      at = back + least;
      continue;
    }
    let end = at + 1;
    while (end < length && table[bytes[end]!] !== 0) end++;
    found(start, end);
    start = known = end + 1;
    at = end + least;
  }
}

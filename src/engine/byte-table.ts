/** 1 for every character below 256 that the pattern matches. */
export function tableOf(pattern: RegExp): Uint8Array {
  const table = new Uint8Array(256);
  const characters = String.fromCharCode(...table.keys());
  const next = new RegExp(pattern, 'g');
  while (next.test(characters)) table[next.lastIndex - 1] = 1;
  return table;
}

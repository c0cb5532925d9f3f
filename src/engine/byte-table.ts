/** 1 for every character below 256 that the pattern matches. */
export function tableOf(pattern: RegExp): Uint8Array {
  const table = new Uint8Array(256);
  const characters = String.fromCharCode(...table.keys());
  for (const { index } of characters.matchAll(new RegExp(pattern, 'g'))) table[index] = 1;
  return table;
}

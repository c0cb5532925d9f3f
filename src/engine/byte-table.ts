/** What the letters of an escape stand for in a class: first and last character of each range. */
const SETS: Readonly<Record<string, readonly (readonly [number, number])[]>> = {
  d: [[48, 57]],
  w: [
    [48, 57],
    [65, 90],
    [95, 95],
    [97, 122],
  ],
  s: [
    [9, 13],
    [32, 32],
    [160, 160],
  ],
};
const CONTROLS: Readonly<Record<string, number>> = { 0: 0, t: 9, n: 10, v: 11, f: 12, r: 13 };

/**
 * 1 for every character below 256 that the pattern matches: a class in brackets that is not negated, or one escape. It is
 * read here and never run, because making some thirty regular expressions took a hook a millisecond of each commit.
 */
export function tableOf({ source }: RegExp): Uint8Array {
  const table = new Uint8Array(256);
  const isClass = source.startsWith('[');
  const end = isClass ? source.length - 1 : source.length;
  for (let at = isClass ? 1 : 0; at < end; ) {
    const set = source[at] === '\\' ? SETS[source[at + 1]!] : undefined;
    if (set !== undefined) {
      for (const [first, last] of set) table.fill(1, first, last + 1);
      at += 2;
      continue;
    }
    const first = characterAt(source, at);
    at = first.next;
    const isRange = source[at] === '-' && at + 1 < end;
    const last = isRange ? characterAt(source, at + 1) : first;
    at = last.next;
    table.fill(1, first.code, last.code + 1);
  }
  return table;
}

/** The character written at `at`, and where the next one begins. */
function characterAt(source: string, at: number): { code: number; next: number } {
  if (source[at] !== '\\') return { code: source.charCodeAt(at), next: at + 1 };
  const letter = source[at + 1]!;
  if (letter === 'x') return { code: Number.parseInt(source.slice(at + 2, at + 4), 16), next: at + 4 };
  return { code: CONTROLS[letter] ?? letter.charCodeAt(0), next: at + 2 };
}

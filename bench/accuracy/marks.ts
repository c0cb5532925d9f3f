/**
 * Values are marked while a file is being written: private-use characters around them survive every kind of
 * quoting, and are taken out at the end, which gives the exact place of each value.
 */
const OPEN = '\ue000';
const CLOSE = '\ue001';
const FIRST = 0xe100;
const MARKS = /[\ue000\ue001][\ue100-\uf8ff]/g;

/** Where one part stands in the finished text: a half-open range of UTF-16 code units. */
export interface MarkedSpan {
  part: number;
  start: number;
  end: number;
}

/** Marks `text` as (a form of) part number `part`. */
export function mark(text: string, part: number): string {
  const label = String.fromCharCode(FIRST + part);
  return `${OPEN}${label}${text}${CLOSE}${label}`;
}

/** Takes the marks out and tells where they were. */
export function unmark(marked: string): { text: string; spans: MarkedSpan[] } {
  const spans: MarkedSpan[] = [];
  const open = new Map<number, number>();
  const pieces: string[] = [];
  let length = 0;
  let from = 0;
  for (const match of marked.matchAll(MARKS)) {
    const piece = marked.slice(from, match.index);
    pieces.push(piece);
    length += piece.length;
    from = match.index + 2;
    const part = match[0].charCodeAt(1) - FIRST;
    if (match[0].startsWith(OPEN)) open.set(part, length);
    else spans.push({ part, start: open.get(part) ?? length, end: length });
  }
  pieces.push(marked.slice(from));
  return { text: pieces.join(''), spans };
}

/** The text without its marks. */
export function plain(marked: string): string {
  return marked.replace(MARKS, '');
}

/** Applies `change` to the text between marks and leaves the marks where they are. */
export function between(marked: string, change: (text: string) => string): string {
  let out = '';
  let from = 0;
  for (const match of marked.matchAll(MARKS)) {
    out += change(marked.slice(from, match.index)) + match[0];
    from = match.index + 2;
  }
  return out + change(marked.slice(from));
}

/** Encodes the text as a whole (base64 and the like): the outcome carries all the marks that were inside. */
export function whole(marked: string, encode: (text: string) => string): string {
  const parts = new Set([...marked.matchAll(MARKS)].map((match) => match[0].charCodeAt(1) - FIRST));
  return [...parts].reduce((text, part) => mark(text, part), encode(plain(marked)));
}

/** Rewrites each marked value as a whole, marks included in the outcome (a value written in pieces). */
export function eachValue(marked: string, rewrite: (value: string) => string): string {
  return marked.replace(
    /\ue000([\ue100-\uf8ff])([^\ue000\ue001]*)\ue001\1/g,
    (_all, label: string, value: string) => mark(rewrite(value), label.charCodeAt(0) - FIRST),
  );
}

/**
 * Where the brackets of a text are, found in one pass that goes on as far as it is asked to, and begins anew where it
 * is asked far on. Values ask for the same far brackets over and over; reading backwards from each of them would cost
 * more than everything else. No bracket reaches over a control character: records of databases and serialized objects are full
 * of bytes that look like brackets and are lengths and codes.
 */
interface Layout {
  text: string;
  /** Everything between these two is known; brackets that were opened before are not. */
  from: number;
  known: number;
  /** For each block, the bracket that is open where it begins, or -1, and the commas in it before. */
  opens: Int32Array;
  commas: Int32Array;
  /** Brackets that are open at `known`, and the commas in each; the last entries are the innermost. */
  stack: Enclosing[];
}

/** The bracket around a place, and how many commas stand in it before that place. */
export interface Enclosing {
  open: number;
  commas: number;
}

const BLOCK_BITS = 8;
const BLOCK = 1 << BLOCK_BITS;
/** Brackets deeper than this are further away than anybody looks. */
const MAX_DEPTH = 8192;
/** Texts that are embedded in each other are read in turns. */
const MAX_KEPT = 4;

const kept: Layout[] = [];

/** Lets go of all texts: what is found in one file is of no use in the next. */
export function forgetLayouts(): void {
  kept.length = 0;
}

/** The nearest bracket, not before `limit`, that is open at `at`; null where there is none. */
export function enclosing(text: string, at: number, limit: number): Enclosing | null {
  const floor = Math.max(limit, at - NEAR);
  const near = nearest(text, at, floor);
  return near !== BEYOND ? near : floor === limit ? null : innermost(layoutOf(text, at, limit), at, limit);
}

/** Nothing so near. */
const BEYOND = -1;

/** So far back it costs less to look than to know everything before. */
const NEAR = 1200;

function nearest(text: string, at: number, floor: number): Enclosing | null | typeof BEYOND {
  let depth = 0;
  let commas = 0;
  for (let index = at - 1; index >= floor; index--) {
    const mark = MARKS[text.charCodeAt(index) & 255];
    if (mark === NOTHING) continue;
    if (mark === CLOSE) depth++;
    else if (mark === COMMA) commas += depth === 0 ? 1 : 0;
    else if (mark === CONTROL) return null;
    else if (depth-- === 0) return { open: index, commas };
  }
  return BEYOND;
}

function innermost(layout: Layout, at: number, limit: number): Enclosing | null {
  const { text } = layout;
  const block = at >> BLOCK_BITS;
  let depth = 0;
  let commas = 0;
  for (let index = at - 1; index >= block << BLOCK_BITS; index--) {
    const mark = MARKS[text.charCodeAt(index) & 255];
    if (mark === NOTHING) continue;
    if (mark === CLOSE) depth++;
    else if (mark === COMMA) commas += depth === 0 ? 1 : 0;
    else if (mark === CONTROL) return null;
    else if (depth-- === 0) return index < limit ? null : { open: index, commas };
  }
  let frame: Enclosing | null = { open: layout.opens[block]!, commas: layout.commas[block]! };
  for (; depth > 0 && frame !== null && frame.open >= limit; depth--) {
    frame = innermost(layout, frame.open, limit);
  }
  return frame === null || frame.open < limit ? null : { open: frame.open, commas: commas + frame.commas };
}

const NOTHING = 0;
const OPEN = 1;
const CLOSE = 2;
const COMMA = 3;
const CONTROL = 4;
/** Control characters of texts: tabs, ends of lines and pages, and what sets colours on a terminal. */
const IN_TEXT: ReadonlySet<number> = new Set([9, 10, 12, 13, 27]);
const MARKS = buildMarks();

function buildMarks(): Uint8Array {
  const marks = new Uint8Array(256);
  marks[44] = COMMA;
  for (let code = 0; code < 32; code++) if (!IN_TEXT.has(code)) marks[code] = CONTROL;
  for (const code of [40, 91, 123]) marks[code] = OPEN;
  for (const code of [41, 93, 125]) marks[code] = CLOSE;
  return marks;
}

/** What is known of the text, from `limit` up to `at` at least. */
function layoutOf(text: string, at: number, limit: number): Layout {
  let layout = kept[0];
  if (layout === undefined || layout.text !== text) {
    const index = kept.findIndex((one) => one.text === text);
    layout = index < 0 ? emptyLayout(text) : kept.splice(index, 1)[0]!;
    kept.unshift(layout);
    kept.length = Math.min(kept.length, MAX_KEPT);
  }
  // The same content may come again as another string, which would be compared as a whole each time.
  layout.text = text;
  const begin = limit & -BLOCK;
  if (begin < layout.from || begin > layout.known) restart(layout, begin);
  if (at > layout.known) extend(layout, Math.min(text.length, (at | (BLOCK - 1)) + 1));
  return layout;
}

function emptyLayout(text: string): Layout {
  const blocks = (text.length >> BLOCK_BITS) + 2;
  return {
    text,
    from: 0,
    known: 0,
    opens: new Int32Array(blocks).fill(-1),
    commas: new Int32Array(blocks),
    stack: [{ open: -1, commas: 0 }],
  };
}

function restart(layout: Layout, begin: number): void {
  layout.from = begin;
  layout.known = begin;
  layout.stack = [{ open: -1, commas: 0 }];
}

function extend(layout: Layout, end: number): void {
  for (let at = layout.known; at < end; at += BLOCK) readBlock(layout, at, Math.min(end, at + BLOCK));
  layout.known = end;
  const top = layout.stack.at(-1)!;
  if ((end & (BLOCK - 1)) === 0) enterBlock(layout, end, top);
}

function readBlock(layout: Layout, start: number, end: number): void {
  const { text, stack } = layout;
  let top = stack.at(-1)!;
  enterBlock(layout, start, top);
  for (let at = start; at < end; at++) {
    const mark = MARKS[text.charCodeAt(at) & 255]!;
    if (mark === NOTHING) continue;
    if (mark === COMMA) top.commas++;
    else top = mark === OPEN ? push(stack, at) : mark === CLOSE ? pop(stack) : clear(stack);
  }
}

function enterBlock(layout: Layout, at: number, { open, commas }: Enclosing): void {
  layout.opens[at >> BLOCK_BITS] = open;
  layout.commas[at >> BLOCK_BITS] = commas;
}

function push(stack: Layout['stack'], open: number): Enclosing {
  if (stack.length > 2 * MAX_DEPTH) stack.splice(1, MAX_DEPTH);
  const top = { open, commas: 0 };
  stack.push(top);
  return top;
}

function pop(stack: Layout['stack']): Enclosing {
  if (stack.length > 1) stack.pop();
  return stack.at(-1)!;
}

function clear(stack: Layout['stack']): Enclosing {
  stack.length = 1;
  stack[0]!.commas = 0;
  return stack[0]!;
}

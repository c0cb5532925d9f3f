import { createHash } from 'node:crypto';
import type { Look } from '../engine/look.ts';
import { SIGHT, type Sieve, type SuspectKind } from '../engine/sieve.ts';
import { COLD, type Mark, stretchOf, UNKNOWN } from './marks.ts';

/** Reads a part of the object that marks are in. */
export interface Text {
  size: number;
  read(span: { start: number; end: number }): Uint8Array;
}

/** A suspect with its surroundings, wherever it stands: equal ones are one context. */
export interface Context {
  /** Digest of the surroundings; the same in every thread. */
  digest: string;
  kind: SuspectKind;
}

/** Decides which suspects matter, once for equal surroundings. */
export interface Contexts {
  /** Those that matter, by number. */
  list: readonly Context[];
  /** Gives each mark of an object whose context is `UNKNOWN` the number of its context, or `COLD`. */
  settle(marks: readonly Mark[], text: Text): void;
}

/** Bytes of surroundings remembered at a time: most are 500 long, some very long. */
const MOST_HELD = 12_000_000;
/** What remembering takes beside them. */
const OVERHEAD = 64;

export function createContexts(sieve: Sieve): Contexts {
  const list: Context[] = [];
  const numbers = new Map<string, number>();
  const remembered = new Map<string, number>();
  let held = 0;
  return {
    list,
    settle(marks, text) {
      const lookAt = createLookAt(sieve, text);
      for (const mark of marks) if (mark.context === UNKNOWN) mark.context = contextOf(mark, text, lookAt);
    },
  };

  function contextOf(mark: Mark, text: Text, lookAt: LookAt): number {
    const key = keyOf(mark, text);
    let context = remembered.get(key);
    if (context === undefined) {
      context = isHot(mark, lookAt(mark)) ? numberOf(key, mark.kind) : COLD;
      remember(key, context);
    }
    return context;
  }

  function remember(key: string, context: number): void {
    if (held > MOST_HELD) {
      remembered.clear();
      held = 0;
    }
    remembered.set(key, context);
    held += key.length + OVERHEAD;
  }

  function numberOf(key: string, kind: SuspectKind): number {
    const digest = createHash('sha256').update(key, 'latin1').digest('base64').slice(0, 27);
    const known = numbers.get(digest);
    if (known !== undefined) return known;
    numbers.set(digest, list.length);
    return list.push({ digest, kind }) - 1;
  }
}

/** A look at a part of an object. */
interface PartLook {
  from: number;
  to: number;
  look: Look;
}

type LookAt = (mark: Mark) => PartLook;

/** Looks that have enough around each mark; marks come in rising order, and near ones share a look. */
function createLookAt(sieve: Sieve, text: Text): LookAt {
  let last: PartLook | null = null;
  return ({ start, end }) => {
    const from = Math.max(0, start - SIGHT.before);
    const to = Math.min(text.size, end + SIGHT.after);
    if (last === null || from < last.from || to > last.to) {
      const until = Math.min(text.size, to + AHEAD);
      last = { from, to: until, look: sieve.look(text.read({ start: from, end: until })) };
    }
    return last;
  };
}

/** Bytes looked at beyond what a mark needs, for the marks behind it. */
const AHEAD = 8192;

function isHot({ start, end, kind }: Mark, { from, look }: PartLook): boolean {
  return look.mayMatter({ start: start - from, end: end - from, kind });
}

function keyOf(mark: Mark, text: Text): string {
  const { from, to } = stretchOf(mark, text.size);
  return `${mark.kind[0]}${mark.start - from},${mark.end - mark.start} ${latin1(text.read({ start: from, end: to }))}`;
}

function latin1(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
}

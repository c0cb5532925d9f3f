import { createHash } from 'node:crypto';
import { SIGHT, type Sieve, type SuspectKind } from '../engine/sieve.ts';
import { COLD, type Mark, stretchOf } from './marks.ts';

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
  /** Number of a mark's context, or `COLD`. */
  of(mark: Mark, text: Text): number;
}

/** Surroundings remembered at a time, some 12 MB. */
const MOST_REMEMBERED = 20_000;

export function createContexts(sieve: Sieve): Contexts {
  const list: Context[] = [];
  const numbers = new Map<string, number>();
  const remembered = new Map<string, number>();
  return { list, of };

  function of(mark: Mark, text: Text): number {
    const key = keyOf(mark, text);
    let context = remembered.get(key);
    if (context === undefined) {
      context = isHot(mark, text) ? numberOf(key, mark.kind) : COLD;
      if (remembered.size >= MOST_REMEMBERED) remembered.clear();
      remembered.set(key, context);
    }
    return context;
  }

  function isHot({ start, end, kind }: Mark, text: Text): boolean {
    const from = Math.max(0, start - SIGHT.before);
    const to = Math.min(text.size, end + SIGHT.after);
    return sieve.mayMatter(text.read({ start: from, end: to }), {
      start: start - from,
      end: end - from,
      kind,
    });
  }

  function numberOf(key: string, kind: SuspectKind): number {
    const digest = createHash('sha256').update(key, 'latin1').digest('base64').slice(0, 27);
    const known = numbers.get(digest);
    if (known !== undefined) return known;
    numbers.set(digest, list.length);
    return list.push({ digest, kind }) - 1;
  }
}

function keyOf(mark: Mark, text: Text): string {
  const { from, to } = stretchOf(mark, text.size);
  return `${mark.kind[0]}${mark.start - from},${mark.end - mark.start} ${latin1(text.read({ start: from, end: to }))}`;
}

function latin1(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
}

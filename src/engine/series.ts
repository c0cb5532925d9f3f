import type { Span } from '../findings/model.ts';
import { mayDecodeToText } from './decode.ts';
import { isFiller } from './randomness.ts';
import type { Kind } from './ruleset.ts';

/**
 * Data comes in long rows: hashes of files, constants of a curve, an image over many lines. Where values of one length
 * follow each other with the same text between them, and one after the other came to nothing, so will the next: it was the
 * place that spoke against them. Fillers tell nothing of the place, and what proves itself or wraps a text needs none.
 */
export interface Series {
  /** Whether the next run goes on with such a row. */
  goesOn(run: Span): boolean;
  /** The run that was asked about last came to something: a new row begins. */
  end(): void;
}

/** So many values must have come to nothing. */
const ENOUGH = 8;
/** Text between two values of a row is short. */
const WIDEST_GAP = 64;

export function createSeries(
  ruleset: { provable(length: number): readonly Provable[] },
  { bytes, text }: { bytes: Uint8Array; text: string },
): Series {
  const nowhere = { start: 0, end: -1 };
  /** The runs before the next one, the last one first. */
  let last: readonly [Span, Span, Span] = [nowhere, nowhere, nowhere];
  let streak = 0;
  /** Kinds that the row's own values are not of. */
  let others: readonly Provable[] = [];
  return {
    goesOn(run) {
      const isNext = isLike(bytes, [run, last[0]], [last[1], last[2]]);
      last = [run, last[0], last[1]];
      if (!isNext) {
        streak = 0;
        return false;
      }
      const value = text.slice(run.start, run.end);
      if (streak === ENOUGH) return !mayDecodeToText(value) && !others.some((kind) => isOf(kind, value));
      if (isFiller(value)) return false;
      if (++streak === ENOUGH) others = ruleset.provable(value.length).filter((kind) => !isOf(kind, value));
      return false;
    },
    end() {
      streak = 0;
    },
  };
}

type Provable = Pick<Kind, 'prefix' | 'test'>;

function isOf({ prefix, test }: Provable, value: string): boolean {
  return value.startsWith(prefix) && test(value) !== 'fail';
}

/** Two values and what stands before them, compared with those two places before: rows may have two columns. */
export function isLike(
  bytes: Uint8Array,
  [run, before]: [Span, Span],
  [other, first]: [Span, Span],
): boolean {
  return (
    first.end >= 0 &&
    run.end - run.start === other.end - other.start &&
    run.start - before.end <= WIDEST_GAP &&
    other.start - first.end <= WIDEST_GAP &&
    isSameText(bytes, { start: before.end, end: run.start }, { start: first.end, end: other.start })
  );
}

/** Whether two stretches are the same but for their numbers. */
function isSameText(bytes: Uint8Array, one: Span, other: Span): boolean {
  let at = one.start;
  let to = other.start;
  for (;;) {
    while (at < one.end && isDigit(bytes[at]!)) at++;
    while (to < other.end && isDigit(bytes[to]!)) to++;
    if (at === one.end || to === other.end) return at === one.end && to === other.end;
    if (bytes[at++] !== bytes[to++]) return false;
  }
}

function isDigit(code: number): boolean {
  return code >= 48 && code <= 57;
}

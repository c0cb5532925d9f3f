import type { Span } from '../../findings/model.ts';
import type { Program } from './delta.ts';

/**
 * What a delta's result has that its base does not, for a scan that reads every byte of a history once and still
 * finds what reading every object in full would find.
 *
 * Why that can be exact. Take any property of a blob that depends only on a stretch of bytes: "a run of 32 value
 * characters stands here", bounded on both sides. Such a stretch of a result either touches a place where the result
 * departs from its base (an insertion, or a *seam*: two copies that were not neighbours in the base, or a part
 * of the base that is missing at the start or the end), and then it lies in one of the windows of `novelWindows`
 * unless it is longer than their context; or it lies, neighbours included, in one copied range, and then the base has the
 * same stretch and `inheritedSpans` says where it stands now. So, by induction from the root of the delta tree,
 *
 *     candidates(result) = candidates(windows of the result)  +  inherited(candidates(base))
 *
 * whatever a candidate is, as long as it is local. A stretch that reaches the edge of a window may be longer than what was
 * seen of it: read the blob in full then.
 *
 * Whether a candidate is a finding is not local: a name, an import or a path far away may decide, and a line that
 * the delta only *removes* ("not a real key") may have silenced it in the base. So findings must not be carried
 * over; candidates may. A blob without candidates, new or inherited, has no findings and need never be put
 * together. One that has some is to be judged on its full bytes, at these candidates only.
 */
export function novelWindows(program: Program, context: number): Span[] {
  const windows: Span[] = [];
  const { code, count, size } = program;
  let expected = 0;
  for (let i = 0; i < count; i++) {
    const at = code[3 * i]!;
    const length = code[3 * i + 1]!;
    const origin = code[3 * i + 2]!;
    if (origin < 0) addWindow(windows, at - context, Math.min(size, at + length + context));
    else if (origin !== expected) addWindow(windows, at - context, Math.min(size, at + context));
    expected = origin < 0 ? -1 : origin + length;
  }
  if (expected >= 0 && expected !== program.baseSize) addWindow(windows, size - context, size);
  return windows;
}

/** Ranges of the result that the delta itself holds. */
export function addedSpans(program: Program): Span[] {
  const spans: Span[] = [];
  for (let i = 0; i < program.count; i++) {
    const start = program.code[3 * i]!;
    const end = start + program.code[3 * i + 1]!;
    const last = spans.at(-1);
    if (program.code[3 * i + 2]! >= 0) continue;
    if (last?.end === start) last.end = end;
    else spans.push({ start, end });
  }
  return spans;
}

/**
 * Where spans of the base (ascending by `start`) stand in the result: each as often as it is copied whole, together with
 * the byte before and the byte behind it (or ending where the result itself ends). In the result's order.
 */
export function inheritedSpans(program: Program, spans: readonly Span[]): Span[] {
  const inherited: Span[] = [];
  if (spans.length === 0) return inherited;
  for (let i = 0; i < program.count; i++) {
    const origin = program.code[3 * i + 2]!;
    if (origin < 0) continue;
    const end = origin + program.code[3 * i + 1]!;
    const shift = program.code[3 * i]! - origin;
    for (let k = firstFrom(spans, origin); k < spans.length && spans[k]!.start < end; k++) {
      const span = spans[k]!;
      const wholeStart = span.start > origin || span.start + shift === 0;
      const wholeEnd = span.end < end || (span.end === end && end + shift === program.size);
      if (wholeStart && wholeEnd) inherited.push({ start: span.start + shift, end: span.end + shift });
    }
  }
  return inherited;
}

function addWindow(windows: Span[], from: number, end: number): void {
  const start = Math.max(0, from);
  const last = windows.at(-1);
  if (last !== undefined && last.end >= start) last.end = Math.max(last.end, end);
  else windows.push({ start, end });
}

/** Position of the first span that starts at `at` or behind it. */
function firstFrom(spans: readonly Span[], at: number): number {
  let low = 0;
  let high = spans.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (spans[middle]!.start < at) low = middle + 1;
    else high = middle;
  }
  return low;
}

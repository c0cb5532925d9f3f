import type { Span } from '../findings/model.ts';

/** Whether a span shares a place with one of the ranges, which are in rising order and do not overlap. */
export function overlapsAny({ start, end }: Span, ranges: readonly Span[]): boolean {
  let low = 0;
  let high = ranges.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (ranges[middle]!.end <= start) low = middle + 1;
    else high = middle;
  }
  return low < ranges.length && ranges[low]!.start < end;
}

import type { Span } from '../findings/model.ts';

/** Ranges that are taken already. */
export interface Cover {
  add(range: Span): void;
  /** True where [start, end) touches a range that was added. */
  has(start: number, end: number): boolean;
}

/** Ranges are filed by blocks of this many bytes, so that a look-up meets only the near ones. */
const BLOCK_BITS = 10;

export function createCover(ranges: readonly Span[]): Cover {
  const blocks = new Map<number, Span[]>();
  const add = ({ start, end }: Span): void => {
    for (let block = start >> BLOCK_BITS; block <= Math.max(start, end - 1) >> BLOCK_BITS; block++) {
      const list = blocks.get(block);
      if (list === undefined) blocks.set(block, [{ start, end }]);
      else list.push({ start, end });
    }
  };
  const has = (start: number, end: number): boolean => {
    for (let block = start >> BLOCK_BITS; block <= (end - 1) >> BLOCK_BITS; block++) {
      if (blocks.get(block)?.some((range) => range.start < end && start < range.end)) return true;
    }
    return false;
  };
  for (const range of ranges) add(range);
  return { add, has };
}

/** Values by where they begin, so that a look-up meets only the near ones. */
export interface Places<T> {
  add(value: T): void;
  /** Those that begin within `NEAR` bytes of it, itself included. */
  near(value: T): T[];
}

/** What belongs to one credential, and what that must not overlap, stands so near. */
const NEAR = 8000;
/** No block is smaller than that. */
const BLOCK_BITS = 13;

export function fileByPlace<T extends { start: number }>(values: readonly T[]): Places<T> {
  const blocks = new Map<number, T[]>();
  const add = (value: T): void => {
    const block = value.start >> BLOCK_BITS;
    const list = blocks.get(block);
    if (list === undefined) blocks.set(block, [value]);
    else list.push(value);
  };
  const near = ({ start }: T): T[] => {
    const block = start >> BLOCK_BITS;
    const around = [block - 1, block, block + 1].flatMap((index) => blocks.get(index) ?? []);
    return around.filter((other) => Math.abs(other.start - start) < NEAR);
  };
  for (const value of values) add(value);
  return { add, near };
}

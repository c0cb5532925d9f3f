import { createNames } from './names.ts';

/** Which commit, by a number, changed which path to which blob: very many of them, in little memory. */
export interface ChangeRecords {
  /** False where there is no room for more. */
  add(change: { commit: number; id: string; path: Uint8Array }): boolean;
  /** Those of wanted blobs, in the order in which they came. */
  select(isWanted: (id: string) => boolean): Generator<{ commit: number; id: string; path: string }>;
  /** Bytes that this takes. */
  held(): number;
}

/** Changes that are kept in all; with their paths some 64 MB at most. */
const MOST_CHANGES = 1_500_000;
const MOST_PATH_BYTES = 1 << 24;
/** Changes that get room at a time: a table that is grown as one is held twice meanwhile. */
const IN_BLOCK = 1 << 14;

/** The ids, and a commit and a path for each. */
interface Block {
  ids: Buffer;
  numbers: Uint32Array;
}

export function createChangeRecords(): ChangeRecords {
  const paths = createNames();
  const blocks: Block[] = [];
  let width = 0;
  let count = 0;
  return {
    add({ commit, id, path }) {
      if (count >= MOST_CHANGES || paths.length() >= MOST_PATH_BYTES) return false;
      width = id.length / 2;
      const at = count++ % IN_BLOCK;
      if (at === 0)
        blocks.push({ ids: Buffer.alloc(IN_BLOCK * width), numbers: new Uint32Array(IN_BLOCK * 2) });
      const { ids, numbers } = blocks.at(-1)!;
      ids.write(id, at * width, 'hex');
      numbers[2 * at] = commit;
      numbers[2 * at + 1] = paths.add(path);
      return true;
    },
    *select(isWanted) {
      for (let next = 0; next < count; next++) {
        const { ids, numbers } = blocks[Math.floor(next / IN_BLOCK)]!;
        const at = next % IN_BLOCK;
        const id = ids.toString('hex', at * width, (at + 1) * width);
        if (!isWanted(id)) continue;
        const path = Buffer.from(paths.at(numbers[2 * at + 1]!)).toString('utf8');
        yield { commit: numbers[2 * at]!, id, path };
      }
    },
    held: () => paths.held() + blocks.length * IN_BLOCK * (width + 8),
  };
}

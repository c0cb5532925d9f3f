/** Which commit changed which path to which blob: very many of them, in little memory. */
export interface ChangeRecords {
  /** False where there is no room for more. */
  add(change: { commit: string; id: string; path: Buffer }): boolean;
  /** Those of wanted blobs, in the order in which they came. */
  select(isWanted: (id: string) => boolean): Generator<{ commit: string; id: string; path: string }>;
}

/** Changes that are kept in all; with their paths some 64 MB at most. */
const MOST_CHANGES = 1_500_000;
const MOST_PATH_BYTES = 1 << 24;

export function createChangeRecords(): ChangeRecords {
  const commits: string[] = [];
  const paths: string[] = [];
  const pathNumbers = new Map<string, number>();
  let pathBytes = 0;
  let ids = Buffer.alloc(0);
  let numbers = new Uint32Array(0);
  let count = 0;

  function numberOf(path: Buffer): number {
    const text = path.toString('latin1');
    const known = pathNumbers.get(text);
    if (known !== undefined) return known;
    pathNumbers.set(text, paths.length);
    pathBytes += text.length;
    return paths.push(text) - 1;
  }

  function grow(width: number): void {
    const room = Math.max(1024, count * 2);
    const [oldIds, oldNumbers] = [ids, numbers];
    ids = Buffer.alloc(room * width);
    numbers = new Uint32Array(room * 2);
    oldIds.copy(ids);
    numbers.set(oldNumbers);
  }

  return {
    add({ commit, id, path }) {
      if (count >= MOST_CHANGES || pathBytes >= MOST_PATH_BYTES) return false;
      const width = id.length / 2;
      if (2 * count >= numbers.length) grow(width);
      if (commits.at(-1) !== commit) commits.push(commit);
      ids.write(id, count * width, 'hex');
      numbers[2 * count] = commits.length - 1;
      numbers[2 * count + 1] = numberOf(path);
      count++;
      return true;
    },
    *select(isWanted) {
      const width = count === 0 ? 0 : ids.length / (numbers.length / 2);
      for (let at = 0; at < count; at++) {
        const id = ids.toString('hex', at * width, (at + 1) * width);
        if (!isWanted(id)) continue;
        const path = Buffer.from(paths[numbers[2 * at + 1]!]!, 'latin1').toString('utf8');
        yield { commit: commits[numbers[2 * at]!]!, id, path };
      }
    },
  };
}

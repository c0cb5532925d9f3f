import { KeysweepError } from '../errors.ts';

/** One of several machines that share a sweep: number `index` (from 1) of `count`. */
export interface Shard {
  index: number;
  count: number;
}

const MOST_SHARDS = 10_000;

/** Reads `2/8`. Throws `KeysweepError` for anything else. */
export function parseShard(text: string): Shard {
  const [, index, count] = (/^(\d{1,5})\/(\d{1,5})$/.exec(text) ?? []).map(Number);
  if (index !== undefined && count !== undefined && index >= 1 && index <= count && count <= MOST_SHARDS) {
    return { index, count };
  }
  throw new KeysweepError('USAGE', `--shard cannot be "${text}"`, {
    hint: 'Give the number of this machine, from 1, and how many there are: --shard 2/8.',
  });
}

/**
 * True where the repository is this shard's. It depends on nothing but the repository's id, so every machine says the same;
 * ids are mixed first, because those that were made together are near each other.
 */
export function isInShard(id: number, { index, count }: Shard): boolean {
  return mixed(id) % count === index - 1;
}

/** The finishing steps of MurmurHash3 (public domain) over both halves of the id. */
function mixed(id: number): number {
  let hash = (id % 2 ** 32) ^ Math.floor(id / 2 ** 32);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}

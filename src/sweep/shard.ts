import { createHash } from 'node:crypto';
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
 * True where the repository is this shard's. It depends on nothing but the repository's id, so every machine says
 * the same, before and after a renaming.
 */
export function isInShard(id: string, { index, count }: Shard): boolean {
  return createHash('sha256').update(id).digest().readUInt32BE() % count === index - 1;
}

import { BLOB } from './entry.ts';
import type { Forest } from './forest.ts';
import { ROOT } from './headers.ts';
import { inflatePrefix, PREFIX_INPUT } from './inflate.ts';
import type { Pack, PackReader } from './pack-file.ts';

/** Below this, looking at an object's head costs more than it spares. */
const LARGE = 1 << 14;

/** The first bytes of a large blob that is stored whole and that no delta needs; null for anything else. */
export function peek(place: {
  reader: PackReader;
  pack: Pack;
  forest: Forest;
  node: number;
}): Uint8Array | null {
  const { reader, pack, forest, node } = place;
  if (forest.sizes[node]! < LARGE || forest.types[node] !== BLOB) return null;
  if (forest.parents[node] !== ROOT || forest.firstChild[node]! >= 0) return null;
  const start = forest.offsets[node]! + forest.heads[node]!;
  const length = Math.min(PREFIX_INPUT, forest.offsets[node + 1]! - start);
  if (!reader.fetch(pack, start, length)) return null;
  return inflatePrefix(reader.bytes.subarray(reader.at, reader.at + length));
}

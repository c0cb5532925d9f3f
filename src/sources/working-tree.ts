import { createTreeReader } from './read-tree.ts';
import type { Source, SourceItem } from './source.ts';
import type { ReadLimits, TreeListing, TreeRead } from './tree.ts';

/** A listing as a source, for one thread. Every blob's bytes are its own and stay valid. */
export async function* workingTree(options: { listing: TreeListing; limits: ReadLimits }): Source {
  const { listing, limits } = options;
  for (const skip of listing.skips) yield { skip };
  const read = createTreeReader({ root: listing.root, limits });
  for (const file of listing.files) yield* itemsOf(read(file));
}

function* itemsOf(read: TreeRead): Generator<SourceItem> {
  if (read.kind === 'skip') return yield { skip: read.skip };
  if (read.kind === 'windows') return yield* windowItems(read);
  yield { blob: { bytes: new Uint8Array(read.bytes), provenance: { path: read.path } } };
  if (read.note !== null) yield { skip: read.note };
}

function* windowItems({ path, windows }: TreeRead & { kind: 'windows' }): Generator<SourceItem> {
  for (const item of windows) {
    if ('skip' in item) yield item;
    else {
      const { bytes, place } = item.window;
      yield { blob: { bytes: new Uint8Array(bytes), provenance: { path }, window: place } };
    }
  }
}

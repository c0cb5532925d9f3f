import { closeSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Skip } from '../../findings/model.ts';
import { type Fault, isFault } from './fault.ts';
import { findId } from './ids.ts';
import { readMultiPackIndex } from './multi-pack-index.ts';
import { findObjectDirs } from './object-dirs.ts';
import { openPack, type Pack } from './pack-file.ts';
import { type PackIndex, readPackIndex } from './pack-index.ts';

/** A repository's object store, open. Loose objects are looked up in `dirs` when they are asked for. */
export interface Store {
  gitDir: string;
  /** Object directories: the repository's own, then its alternates. */
  dirs: string[];
  /** The largest first. */
  packs: Pack[];
  /** True when some pack came from a promisor remote: objects may be missing on purpose. */
  promisor: boolean;
  /** What could not be opened, and why. */
  skips: Skip[];
}

/**
 * Opens every pack of a git directory and of its alternates: plain, kept, cruft and promisor packs alike. What cannot be
 * opened is a skip; nothing of the repository's configuration is read. Packs that vanish meanwhile (a repack) are looked for
 * once more. Close it with `closeStore`.
 */
export function openStore(gitDir: string): Store {
  const store = openOnce(gitDir);
  if (store.skips.every(({ reason }) => reason !== 'vanished')) return store;
  closeStore(store);
  return openOnce(gitDir);
}

function openOnce(gitDir: string): Store {
  const { dirs, skips } = findObjectDirs(gitDir);
  const store: Store = { gitDir, dirs, packs: [], promisor: false, skips };
  for (const dir of dirs) openPacks(dir, store);
  store.packs.sort((a, b) => b.dataEnd - a.dataEnd);
  return store;
}

export function closeStore(store: Store): void {
  for (const pack of store.packs) closeSync(pack.fd);
  store.packs = [];
}

/** Every pack that has an id, with the id's position in it. */
export function findPacked(store: Store, id: Uint8Array): { pack: Pack; position: number }[] {
  return store.packs
    .filter((pack) => pack.index.hashLength === id.length)
    .map((pack) => ({ pack, position: findId(pack.index, id) }))
    .filter(({ position }) => position >= 0);
}

function openPacks(dir: string, store: Store): void {
  const names = new Set(listNames(join(dir, 'pack')));
  let borrowed: Map<string, PackIndex> | null = null;
  for (const name of names) {
    if (name.endsWith('.promisor')) store.promisor = true;
    if (!name.endsWith('.pack')) continue;
    const stem = name.slice(0, -'.pack'.length);
    if (!names.has(`${stem}.idx`)) borrowed ??= readMultiPackIndex(join(dir, 'pack', 'multi-pack-index'));
    const index = names.has(`${stem}.idx`)
      ? readPackIndex(join(dir, 'pack', `${stem}.idx`))
      : (borrowed?.get(stem) ?? NO_INDEX);
    const pack = isFault(index)
      ? index
      : openPack({ path: join(dir, 'pack', name), name: `pack/${name}`, index });
    if (isFault(pack)) store.skips.push({ path: `objects/pack/${name}`, ...pack });
    else store.packs.push(pack);
  }
  for (const name of names) {
    if (name.endsWith('.idx') && !names.has(`${name.slice(0, -'.idx'.length)}.pack`)) {
      store.skips.push({
        path: `objects/pack/${name}`,
        reason: 'missing-object',
        detail: 'its pack is not there',
      });
    }
  }
}

const NO_INDEX: Fault = { reason: 'unreadable', detail: 'the pack has no index' };

function listNames(dir: string): string[] {
  try {
    return readdirSync(dir).sort();
  } catch {
    return [];
  }
}

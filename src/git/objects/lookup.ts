import {
  BROKEN,
  type EntryHeader,
  LONGEST_HEADER,
  type ObjectType,
  OFFSET_DELTA,
  parseEntryHeader,
  REF_DELTA,
  TYPE_NAMES,
} from './entry.ts';
import { corrupt, type Fault, isFault, limitReached } from './fault.ts';
import { findId, idBytes } from './ids.ts';
import { loosePath, readLoose, type WholeObject } from './loose.ts';
import type { Pack } from './pack-file.ts';
import { findPacked, type Store } from './store.ts';
import { createWorkbench, type Link } from './workbench.ts';
import { createWorkspace, type Workspace } from './workspace.ts';

export interface LookupOptions {
  /** Largest object to read. */
  limit: number;
  /** Pack entries to read in all; then every answer is `limit-reached`. */
  budget?: number;
  /** Of its thread; one of its own unless told otherwise. */
  workspace?: Workspace;
}

/** Reads single objects by id. Not for many in no order: a delta chain is walked for each, but for what is cached. */
export interface Lookup {
  /** The first readable copy of the object, packed or loose, valid until the workspace is used again; else why there is none. */
  read(id: string): WholeObject | Fault;
}

/** A chain this long has no end: deltas by name that lead back to themselves. */
const LONGEST_CHAIN = 250_000;
/** How often a delta may name a base in another pack. */
const DEEPEST_DETOUR = 8;
const ALL_TYPES: ReadonlySet<ObjectType> = new Set<ObjectType>(['blob', 'tree', 'commit', 'tag']);

export function createLookup(store: Store, options: LookupOptions): Lookup {
  const { workspace = createWorkspace() } = options;
  const { inflate, reader, cache } = workspace;
  const workbench = createWorkbench(workspace, options.limit);
  const number = cache.users++;
  const broken = new Set<string>();
  const header: EntryHeader = { type: BROKEN, size: 0, length: 0, baseDistance: 0 };
  let budget = options.budget ?? Number.POSITIVE_INFINITY;

  function read(id: string, detour: number): WholeObject | Fault {
    const bytes = idBytes(id);
    if (bytes === null) return { reason: 'missing-object', detail: 'not an object id' };
    let fault: Fault = { reason: 'missing-object', detail: 'not in the repository' };
    for (const { pack, position } of findPacked(store, bytes)) {
      const found = readPacked(pack, pack.index.offsets[position]!, detour);
      if (!isFault(found)) return found;
      fault = found;
    }
    for (const dir of store.dirs) {
      const found = readLoose(loosePath(dir, id), { inflate, limit: options.limit, kinds: ALL_TYPES });
      if (found !== null && !isFault(found)) return found;
      if (found !== null && found.reason !== 'vanished') fault = found;
    }
    return fault;
  }

  function readPacked(pack: Pack, offset: number, detour: number): WholeObject | Fault {
    const links: Link[] = [];
    const found = findBase(pack, offset, links, detour) ?? build(pack, links);
    if (isFault(found) && found.reason !== 'limit-reached') {
      for (const link of links) broken.add(keyOf(pack, link.offset));
    }
    return found;
  }

  /** Walks down the chain, collecting its deltas, until an object is whole or cached; lays that down. */
  function findBase(pack: Pack, from: number, links: Link[], detour: number): Fault | null {
    for (let offset = from; links.length < LONGEST_CHAIN; ) {
      const cached = cache.get(keyOf(pack, offset));
      if (cached !== undefined) return workbench.lay(cached);
      if (budget-- <= 0) return limitReached('too much of the repository is damaged');
      if (broken.has(keyOf(pack, offset)) || !readHeader(pack, offset)) return corrupt('an entry is damaged');
      if (header.size > options.limit)
        return { reason: 'too-large', detail: `larger than ${options.limit} bytes` };
      const link = { offset, size: header.size, head: header.length };
      const type = TYPE_NAMES[header.type];
      if (type !== undefined) return layWhole(pack, link, type);
      links.push(link);
      if (header.type === OFFSET_DELTA) offset -= header.baseDistance === 0 ? offset : header.baseDistance;
      else {
        const id = reader.bytes.slice(
          reader.at + header.length - pack.index.hashLength,
          reader.at + header.length,
        );
        const position = findId(pack.index, id);
        if (position < 0) return layOther(id, detour);
        offset = pack.index.offsets[position]!;
      }
    }
    return corrupt('a delta chain has no end');
  }

  function layOther(id: Uint8Array, detour: number): Fault | null {
    if (detour >= DEEPEST_DETOUR) return corrupt('a delta chain has no end');
    const found = read(Buffer.from(id).toString('hex'), detour + 1);
    return isFault(found)
      ? { ...found, detail: `the base of a delta: ${found.detail}` }
      : workbench.lay(found);
  }

  function readHeader(pack: Pack, offset: number): boolean {
    const length = Math.min(LONGEST_HEADER, pack.dataEnd - offset);
    if (!reader.fetch(pack, offset, length)) return false;
    const place = {
      bytes: reader.bytes,
      at: reader.at,
      end: reader.at + length,
      hashLength: pack.index.hashLength,
    };
    parseEntryHeader(place, header);
    return header.type === OFFSET_DELTA || header.type === REF_DELTA || TYPE_NAMES[header.type] !== undefined;
  }

  function layWhole(pack: Pack, link: Link, type: ObjectType): Fault | null {
    const fault = workbench.layEntry(pack, link, type);
    if (fault === null) cache.set(keyOf(pack, link.offset), workbench.laid());
    return fault;
  }

  /** Applies deltas, the last first, to what is laid down. */
  function build(pack: Pack, links: Link[]): WholeObject | Fault {
    for (const link of links.reverse()) {
      const fault = workbench.apply(pack, link);
      if (fault !== null) return fault;
      cache.set(keyOf(pack, link.offset), workbench.laid());
    }
    return workbench.laid();
  }

  return {
    read(id) {
      workbench.clear();
      return read(id, 0);
    },
  };

  function keyOf(pack: Pack, offset: number): string {
    return `${number}:${pack.fd}:${offset}`;
  }
}

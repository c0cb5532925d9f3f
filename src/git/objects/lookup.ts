import { type Arena, createArena, dropBetween, pushBlock, shrinkArena } from './arena.ts';
import { applyDelta, createProgram, parseDelta } from './delta.ts';
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
import { createInflater } from './inflate.ts';
import { loosePath, readLoose, streamBound, type WholeObject } from './loose.ts';
import { createObjectCache, LARGEST_CACHED } from './object-cache.ts';
import { createPackReader, type Pack } from './pack-file.ts';
import { findPacked, type Store } from './store.ts';

export interface LookupOptions {
  /** Largest object to read. */
  limit: number;
  /** Pack entries to read in all; then every answer is `limit-reached`. */
  budget?: number;
}

/** Reads single objects by id. Not for many in no order: a delta chain is walked for each, but for what is cached. */
export interface Lookup {
  /** The first readable copy of the object, packed or loose, in memory of its own; else why there is none. */
  read(id: string): WholeObject | Fault;
}

/** A chain this long has no end: deltas by name that lead back to themselves. */
const LONGEST_CHAIN = 250_000;
/** How often a delta may name a base in another pack. */
const DEEPEST_DETOUR = 8;
const ALL_TYPES: ReadonlySet<ObjectType> = new Set<ObjectType>(['blob', 'tree', 'commit', 'tag']);

/** A delta on the way from the object asked for down to a whole one. */
interface Link {
  offset: number;
  size: number;
  head: number;
}

export function createLookup(store: Store, options: LookupOptions): Lookup {
  const inflate = createInflater();
  const reader = createPackReader();
  const arena = createArena(4 * options.limit + (1 << 20));
  const program = createProgram();
  const cache = createObjectCache();
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
    const base = findBase(pack, offset, links, detour);
    const found = isFault(base) ? base : build(pack, base, links);
    if (isFault(found) && found.reason !== 'limit-reached') {
      for (const link of links) broken.add(keyOf(pack, link.offset));
    }
    return found;
  }

  /** Walks down the chain, collecting its deltas, until an object is whole or cached. */
  function findBase(pack: Pack, from: number, links: Link[], detour: number): WholeObject | Fault {
    for (let offset = from; links.length < LONGEST_CHAIN; ) {
      const cached = cache.get(keyOf(pack, offset));
      if (cached !== undefined) return cached;
      if (budget-- <= 0) return limitReached('too much of the repository is damaged');
      if (broken.has(keyOf(pack, offset)) || !readHeader(pack, offset)) return corrupt('an entry is damaged');
      if (header.size > options.limit)
        return { reason: 'too-large', detail: `larger than ${options.limit} bytes` };
      const link = { offset, size: header.size, head: header.length };
      const type = TYPE_NAMES[header.type];
      if (type !== undefined) return readWhole(pack, link, type);
      links.push(link);
      if (header.type === OFFSET_DELTA) offset -= header.baseDistance === 0 ? offset : header.baseDistance;
      else {
        const id = reader.bytes.slice(
          reader.at + header.length - pack.index.hashLength,
          reader.at + header.length,
        );
        const position = findId(pack.index, id);
        if (position < 0) return readElsewhere(id, detour);
        offset = pack.index.offsets[position]!;
      }
    }
    return corrupt('a delta chain has no end');
  }

  function readElsewhere(id: Uint8Array, detour: number): WholeObject | Fault {
    if (detour >= DEEPEST_DETOUR) return corrupt('a delta chain has no end');
    const found = read(Buffer.from(id).toString('hex'), detour + 1);
    return isFault(found) ? { ...found, detail: `the base of a delta: ${found.detail}` } : found;
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

  function readWhole(pack: Pack, link: Link, type: ObjectType): WholeObject | Fault {
    const bytes = new Uint8Array(link.size + 1);
    if (!inflateEntry(pack, link, bytes, 0)) return corrupt('an entry is damaged');
    const whole = { type, bytes: bytes.subarray(0, link.size) };
    cache.set(keyOf(pack, link.offset), whole);
    return whole;
  }

  function inflateEntry(pack: Pack, link: Link, out: Uint8Array, at: number): boolean {
    const start = link.offset + link.head;
    const length = Math.min(streamBound(link.size), pack.dataEnd - start);
    if (!reader.fetch(pack, start, length)) return false;
    return inflate({
      input: reader.bytes,
      from: reader.at,
      to: reader.at + length,
      out,
      at,
      size: link.size,
    });
  }

  function build(pack: Pack, base: WholeObject, links: Link[]): WholeObject | Fault {
    if (links.length === 0) return base;
    shrinkArena(arena);
    if (!pushBlock(arena, base.bytes.length)) return limitReached('not enough memory for an object');
    arena.bytes.set(base.bytes, arena.starts[0]!);
    for (const link of links.reverse()) {
      const fault = applyLink(pack, link);
      if (fault !== null) return fault;
      if (arena.sizes[0]! <= LARGEST_CACHED) cache.set(keyOf(pack, link.offset), copyOut(arena, base.type));
    }
    return copyOut(arena, base.type);
  }

  /** Turns the arena's only block, the base, into the result. */
  function applyLink(pack: Pack, link: Link): Fault | null {
    if (!pushBlock(arena, link.size)) return limitReached('not enough memory for an object');
    if (!inflateEntry(pack, link, arena.bytes, arena.starts[1]!)) return corrupt('an entry is damaged');
    const from = arena.starts[1]!;
    const baseSize = arena.sizes[0]!;
    const source = { bytes: arena.bytes, from, to: from + link.size, baseSize, limit: options.limit };
    const fault = parseDelta(source, program);
    if (fault !== null) return fault;
    if (!pushBlock(arena, program.size)) return limitReached('not enough memory for an object');
    const [base, delta, to] = arena.starts as [number, number, number];
    applyDelta(program, { bytes: arena.bytes, base, delta, to }, { start: 0, end: program.size });
    dropBetween(arena, 0);
    return null;
  }

  return { read: (id) => read(id, 0) };
}

function keyOf(pack: Pack, offset: number): string {
  return `${pack.fd}:${offset}`;
}

function copyOut(arena: Arena, type: ObjectType): WholeObject {
  const start = arena.starts[0]!;
  return { type, bytes: arena.bytes.slice(start, start + arena.sizes[0]!) };
}

import { closeSync } from 'node:fs';
import { corrupt, type Fault, isFault } from './fault.ts';
import { openRegular, readFully } from './files.ts';
import type { PackIndex } from './pack-index.ts';

/** A pack that is open. Plain data: worker threads get a copy and read through the same descriptor. */
export interface Pack {
  /** Relative to its object directory, for people. */
  name: string;
  fd: number;
  /** Where the entries end and the pack's own checksum starts. */
  dataEnd: number;
  index: PackIndex;
}

const HEADER_BYTES = 12;

/**
 * Opens a pack and checks that it belongs to its index: version 2 or 3, at least as many objects, and the checksum
 * at its end the one that the index names (a pack that was replaced or cut short differs). Its content is not hashed.
 */
export function openPack(place: { path: string; name: string; index: PackIndex }): Pack | Fault {
  const file = openRegular(place.path);
  if (isFault(file)) return file;
  const { name, index } = place;
  const dataEnd = file.size - index.hashLength;
  const problem =
    dataEnd < HEADER_BYTES ? 'the pack is truncated' : checkEnds({ fd: file.fd, dataEnd, index });
  if (problem === null) return { name, fd: file.fd, dataEnd, index };
  closeSync(file.fd);
  return corrupt(problem);
}

function checkEnds({ fd, dataEnd, index }: { fd: number; dataEnd: number; index: PackIndex }): string | null {
  const head = Buffer.alloc(HEADER_BYTES);
  const tail = Buffer.alloc(index.hashLength);
  const whole =
    readFully({ fd, target: head, at: 0, length: HEADER_BYTES, position: 0 }) &&
    readFully({ fd, target: tail, at: 0, length: tail.length, position: dataEnd });
  if (!whole) return 'the pack is truncated';
  const version = head.readUInt32BE(4);
  if (head.toString('latin1', 0, 4) !== 'PACK' || version < 2 || version > 3)
    return 'not a pack of version 2 or 3';
  if (head.readUInt32BE(8) < index.count) return 'the pack holds fewer objects than its index names';
  const expected = index.packChecksum;
  return expected === null || expected === tail.toString('hex')
    ? null
    : 'the pack does not belong to its index';
}

/** Reads ranges of packs through a few cached blocks, so that memory does not grow with the pack. */
export interface PackReader {
  /** Holds the range asked for last, from `at`. */
  bytes: Uint8Array;
  at: number;
  /** False when the file has no such range. */
  fetch(pack: Pack, offset: number, length: number): boolean;
}

/** Entries of a delta tree lie scattered, most of them far smaller than a block. */
const BLOCK = 1 << 14;
const BLOCKS = 512;

export function createPackReader(): PackReader {
  const cache = new Uint8Array(BLOCK * BLOCKS);
  const owners = new Float64Array(BLOCKS).fill(-1);
  let cached: Pack | null = null;
  let large = new Uint8Array(0);

  function fetchBlock(pack: Pack, block: number): boolean {
    const slot = block % BLOCKS;
    if (owners[slot] === block && cached === pack) return true;
    if (cached !== pack) owners.fill(-1);
    cached = pack;
    owners[slot] = -1;
    const position = block * BLOCK;
    const length = Math.min(BLOCK, pack.dataEnd - position);
    if (!readFully({ fd: pack.fd, target: cache, at: slot * BLOCK, length, position })) return false;
    owners[slot] = block;
    return true;
  }

  function fetchLarge(pack: Pack, offset: number, length: number): boolean {
    if (large.length < length) large = new Uint8Array(length + (length >>> 2));
    reader.bytes = large;
    reader.at = 0;
    return readFully({ fd: pack.fd, target: large, at: 0, length, position: offset });
  }

  const reader: PackReader = {
    bytes: cache,
    at: 0,
    fetch(pack, offset, length) {
      if (offset < 0 || length <= 0 || offset + length > pack.dataEnd) return false;
      const block = Math.floor(offset / BLOCK);
      if (offset + length > (block + 1) * BLOCK) return fetchLarge(pack, offset, length);
      reader.bytes = cache;
      reader.at = (block % BLOCKS) * BLOCK + (offset - block * BLOCK);
      return fetchBlock(pack, block);
    },
  };
  return reader;
}

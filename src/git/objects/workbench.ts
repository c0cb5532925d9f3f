import { clearArena, dropBetween, pushBlock, truncateBlocks } from './arena.ts';
import { applyDelta, createProgram, parseDelta } from './delta.ts';
import type { ObjectType } from './entry.ts';
import { corrupt, type Fault, limitReached } from './fault.ts';
import { streamBound, type WholeObject } from './loose.ts';
import type { Pack } from './pack-file.ts';
import { arenaLimit, type Workspace } from './workspace.ts';

/** An entry of a pack: where it starts, the size of its inflated stream, the length of its header. */
export interface Link {
  offset: number;
  size: number;
  head: number;
}

/** Where one object is put together, in memory that the next one uses again. */
export interface Workbench {
  /** Lays down an object as it is; it may be what is laid down already. */
  lay(object: WholeObject): Fault | null;
  /** Lays down an entry that is whole. */
  layEntry(pack: Pack, entry: Link, type: ObjectType): Fault | null;
  /** Turns what is laid down into what an entry, a delta on it, makes of it. */
  apply(pack: Pack, entry: Link): Fault | null;
  /** What is laid down, valid until anything else is done. */
  laid(): WholeObject;
  /** Begins anew, and gives back what a large object needed. */
  clear(): void;
}

const NO_ROOM = limitReached('not enough memory for an object');

export function createWorkbench({ inflate, reader, single: arena }: Workspace, limit: number): Workbench {
  const program = createProgram();
  let type: ObjectType = 'blob';

  function pushEntry(pack: Pack, { offset, head, size }: Link): Fault | null {
    if (!pushBlock(arena, size)) return NO_ROOM;
    const start = offset + head;
    const length = Math.min(streamBound(size), pack.dataEnd - start);
    if (!reader.fetch(pack, start, length)) return corrupt('an entry is damaged');
    const { bytes: input, at: from } = reader;
    const stream = { input, from, to: from + length, out: arena.bytes, at: arena.starts.at(-1)!, size };
    return inflate(stream) ? null : corrupt('an entry is damaged');
  }

  return {
    lay(object) {
      truncateBlocks(arena, 0);
      if (!pushBlock(arena, object.bytes.length)) return NO_ROOM;
      arena.bytes.set(object.bytes, arena.starts[0]!);
      type = object.type;
      return null;
    },
    layEntry(pack, entry, own) {
      truncateBlocks(arena, 0);
      type = own;
      return pushEntry(pack, entry);
    },
    apply(pack, entry) {
      const damage = pushEntry(pack, entry);
      if (damage !== null) return damage;
      const [, from] = arena.starts as [number, number];
      const source = { bytes: arena.bytes, from, to: from + entry.size, baseSize: arena.sizes[0]!, limit };
      const fault = parseDelta(source, program);
      if (fault !== null) return fault;
      if (!pushBlock(arena, program.size)) return NO_ROOM;
      const [base, delta, to] = arena.starts as [number, number, number];
      applyDelta(program, { bytes: arena.bytes, base, delta, to }, { start: 0, end: program.size });
      dropBetween(arena, 0);
      return null;
    },
    laid() {
      const start = arena.starts[0]!;
      return { type, bytes: arena.bytes.subarray(start, start + arena.sizes[0]!) };
    },
    clear: () => clearArena(arena, arenaLimit(limit)),
  };
}

import type { Span } from '../../findings/model.ts';
import { clearArena, dropBetween, pushBlock, truncateBlocks } from './arena.ts';
import { applyDelta, createProgram, parseDelta } from './delta.ts';
import { type ObjectType, TYPE_NAMES } from './entry.ts';
import { corrupt, type Fault, isFault, limitReached } from './fault.ts';
import type { Forest } from './forest.ts';
import { ROOT } from './headers.ts';
import { idAt } from './ids.ts';
import { streamBound, type WholeObject } from './loose.ts';
import type { StoredObject, Visitor } from './object.ts';
import type { Pack } from './pack-file.ts';
import { peek } from './peek.ts';
import { arenaLimit, type Workspace } from './workspace.ts';

export interface WalkOptions<State> extends Visitor<State> {
  workspace: Workspace;
  kinds: ReadonlySet<ObjectType>;
  maxObjectBytes: number;
  maxTotalBytes: number;
  fresh: ReadonlySet<string> | null;
  /** Any readable copy of an object, or the fault given. */
  readById: (id: string, fault: Fault) => WholeObject | Fault;
}

/** Hands out every wanted object of one delta tree, bases before what is built on them. */
export type WalkTree = (pack: Pack, forest: Forest, root: number) => void;

/** An object on the path to the one being handed out. The arena's block of the same number holds its content. */
interface Frame<State> {
  node: number;
  type: ObjectType | undefined;
  /** Why there is no content; null when there is. */
  fault: Fault | null;
  /** The next of its children to visit; -1 when none is left. */
  next: number;
  /** Was it given to the visitor, and what did the visitor return? */
  seen: { state: State } | null;
}

/** A node's content: found, in the topmost block of the arena. */
interface Built {
  type: ObjectType | undefined;
  fault: Fault | null;
  /** Is it still only a parsed delta, its block reserved but empty? */
  pending: boolean;
  /** Made from the frame below it. */
  onBase: boolean;
}

export function createWalker<State>(options: WalkOptions<State>): WalkTree {
  const { kinds, maxObjectBytes, maxTotalBytes, fresh, onObject, onSkip, isOpaque, readById } = options;
  const { inflate, reader, tree: arena } = options.workspace;
  const program = createProgram();
  const frames: Frame<State>[] = [];
  let spent = 0;

  return (pack, forest, root) => {
    clearArena(arena, arenaLimit(maxObjectBytes));
    const parent = forest.parents[root]!;
    if (parent >= 0) enterBase(pack, forest, parent);
    enter(pack, forest, root);
    for (let frame = frames.at(-1); frame !== undefined; frame = frames.at(-1)) {
      const child = frame.next;
      if (child >= 0) {
        frame.next = forest.nextSibling[child]!;
        enter(pack, forest, child);
      } else {
        frames.pop();
        truncateBlocks(arena, frames.length);
      }
    }
  };

  /** The base of a subtree that was cut off: read by its id, not handed out here, needed for one child only. */
  function enterBase(pack: Pack, forest: Forest, node: number): void {
    const id = idAt(pack.index, forest.positions[node]!);
    const { type, fault } = adopt(readById(id, corrupt('an entry is damaged')));
    frames.push({ node, type, fault, next: -1, seen: null });
  }

  function enter(pack: Pack, forest: Forest, node: number): void {
    const base = frames.at(-1);
    const head = isOpaque === undefined ? null : peek({ reader, pack, forest, node });
    if (head !== null && isOpaque?.(head)) {
      onSkip({ path: idAt(pack.index, forest.positions[node]!), reason: 'binary' });
      return;
    }
    const built = build(pack, forest, node);
    const first = forest.firstChild[node]!;
    const seen = forest.wanted[node] === 1 ? hand(pack, forest, node, built) : null;
    if (first < 0) {
      truncateBlocks(arena, frames.length);
      return;
    }
    if (built.pending) complete();
    if (base !== undefined && base.next < 0) frames.pop();
    dropBetween(arena, frames.length);
    frames.push({ node, type: built.type, fault: built.fault, next: first, seen });
  }

  /** Leaves the content, or an empty block where there is none, on top of the arena. */
  function build(pack: Pack, forest: Forest, node: number): Built {
    const base = frames.at(-1);
    const fault = base === undefined ? buildRoot(pack, forest, node) : buildDelta(pack, forest, node, base);
    if (fault === null) {
      const type = base === undefined ? TYPE_NAMES[forest.types[node]!] : base.type;
      return { type, fault, pending: base !== undefined, onBase: base !== undefined };
    }
    truncateBlocks(arena, frames.length);
    const isLimit = fault.reason === 'too-large' || fault.reason === 'limit-reached';
    const other = isLimit ? fault : readById(idAt(pack.index, forest.positions[node]!), fault);
    return adopt(other);
  }

  function adopt(other: WholeObject | Fault): Built {
    if (isFault(other) || !pushBlock(arena, other.bytes.length)) {
      pushBlock(arena, 0);
      const fault = isFault(other) ? other : limitReached('not enough memory for an object');
      return { type: undefined, fault, pending: false, onBase: false };
    }
    arena.bytes.set(other.bytes, arena.starts.at(-1)!);
    return { type: other.type, fault: null, pending: false, onBase: false };
  }

  function buildRoot(pack: Pack, forest: Forest, node: number): Fault | null {
    if (forest.parents[node] !== ROOT) return corrupt('an entry is damaged or its base is not in the pack');
    return inflateEntry(pack, forest, node);
  }

  function buildDelta(pack: Pack, forest: Forest, node: number, base: Frame<State>): Fault | null {
    if (base.fault !== null) return { reason: base.fault.reason, detail: 'its base cannot be read' };
    const fault = inflateEntry(pack, forest, node);
    if (fault !== null) return fault;
    const from = arena.starts.at(-1)!;
    const source = { bytes: arena.bytes, from, to: from + forest.sizes[node]! };
    const limits = { baseSize: arena.sizes[frames.length - 1]!, limit: maxObjectBytes };
    return parseDelta({ ...source, ...limits }, program) ?? reserve(program.size);
  }

  /** Inflates a node's stream, an object or a delta, to the top of the arena. */
  function inflateEntry(pack: Pack, forest: Forest, node: number): Fault | null {
    const size = forest.sizes[node]!;
    if (size > maxObjectBytes) return { reason: 'too-large', detail: `larger than ${maxObjectBytes} bytes` };
    const fault = reserve(size);
    if (fault !== null) return fault;
    const start = forest.offsets[node]! + forest.heads[node]!;
    const length = Math.min(streamBound(size), forest.offsets[node + 1]! - start);
    if (!reader.fetch(pack, start, length)) return corrupt('the pack is truncated');
    const { bytes: input, at: from } = reader;
    const stream = { input, from, to: from + length, out: arena.bytes, at: arena.starts.at(-1)!, size };
    return inflate(stream) ? null : corrupt('an entry is damaged');
  }

  function reserve(size: number): Fault | null {
    spent += size;
    if (spent > maxTotalBytes) return limitReached('the history is larger than the limit for all objects');
    return pushBlock(arena, size) ? null : limitReached('not enough memory for an object');
  }

  /** Puts the topmost block together: base, delta and result are the last three. */
  function complete(part: Span = { start: 0, end: program.size }): void {
    const [base, delta, to] = arena.starts.slice(-3) as [number, number, number];
    applyDelta(program, { bytes: arena.bytes, base, delta, to: to + part.start }, part);
  }

  function hand(pack: Pack, forest: Forest, node: number, built: Built): { state: State } | null {
    const id = idAt(pack.index, forest.positions[node]!);
    if (built.fault !== null || built.type === undefined) {
      onSkip({ path: id, ...(built.fault ?? corrupt('an entry is damaged')) });
      return null;
    }
    if (!kinds.has(built.type)) return null;
    const base = built.onBase ? frames.at(-1)! : null;
    const object = view(id, built.type, built);
    if (base === null || base.seen === null) return { state: onObject(object, undefined) };
    object.delta = { base: idAt(pack.index, forest.positions[base.node]!), program };
    return { state: onObject(object, base.seen.state) };
  }

  function view(id: string, type: ObjectType, built: Built): StoredObject {
    const size = arena.sizes.at(-1)!;
    const start = arena.starts.at(-1)!;
    return {
      id,
      type,
      size,
      isKnown: fresh !== null && !fresh.has(id),
      delta: null,
      bytes() {
        if (built.pending) complete();
        built.pending = false;
        return arena.bytes.subarray(start, start + size);
      },
      read(span) {
        if (built.pending) complete(span);
        return arena.bytes.subarray(start + span.start, start + span.end);
      },
    };
  }
}

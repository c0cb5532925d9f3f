import type { TreePath } from '../sources/tree.ts';

/**
 * The files still to be scanned, in memory that all threads share. A thread takes the next few files with one
 * atomic step, and leaves word of which file it is at, so that the others know where it died.
 */
export interface TreeQueue {
  /** All paths, one behind the other, and where each ends. */
  paths: SharedArrayBuffer;
  ends: SharedArrayBuffer;
  /** The next file to hand out, then four numbers for each thread. */
  state: SharedArrayBuffer;
  threads: number;
}

/** Half-open range of file numbers. */
export interface FileRange {
  start: number;
  end: number;
}

export function createTreeQueue(files: readonly TreePath[], threads: number): TreeQueue {
  const encoded = files.map((file) => (typeof file === 'string' ? Buffer.from(file) : file));
  const size = encoded.reduce((sum, path) => sum + path.length, 0);
  const queue: TreeQueue = {
    paths: new SharedArrayBuffer(size),
    ends: new SharedArrayBuffer(files.length * Uint32Array.BYTES_PER_ELEMENT),
    state: new SharedArrayBuffer((1 + threads * SLOT_SIZE) * Int32Array.BYTES_PER_ELEMENT),
    threads,
  };
  fillPaths(queue, encoded);
  return queue;
}

export function countFiles(queue: TreeQueue): number {
  return queue.ends.byteLength / Uint32Array.BYTES_PER_ELEMENT;
}

/** The path of a file by number: text, or the raw bytes where they are no valid UTF-8. */
export function pathAt(queue: TreeQueue, index: number): TreePath {
  const ends = new Uint32Array(queue.ends);
  const bytes = Buffer.from(queue.paths, ends[index - 1] ?? 0, ends[index]! - (ends[index - 1] ?? 0));
  const text = bytes.toString('utf8');
  return text.includes('\ufffd') ? Uint8Array.from(bytes) : text;
}

/** Most files that a thread takes at once: few enough that no thread is left alone with the last of them. */
const MAX_RANGE = 16;

/** Takes the next files; null when all are taken. */
export function takeRange(queue: TreeQueue): FileRange | null {
  const state = new Int32Array(queue.state);
  const total = countFiles(queue);
  for (;;) {
    const start = Atomics.load(state, 0);
    if (start >= total) return null;
    const fair = Math.ceil((total - start) / (queue.threads * 4));
    const end = start + Math.min(fair, MAX_RANGE);
    if (Atomics.compareExchange(state, 0, start, end) === start) return { start, end };
  }
}

/** Leaves nothing to be taken: the scan was called off. */
export function closeQueue(queue: TreeQueue): void {
  Atomics.store(new Int32Array(queue.state), 0, countFiles(queue));
}

/** Files that nobody has taken yet. */
export function takeRest(queue: TreeQueue): FileRange {
  const total = countFiles(queue);
  return { start: Atomics.exchange(new Int32Array(queue.state), 0, total), end: total };
}

/** What one thread is doing, written by it and read by the main thread. */
export interface ThreadLog {
  /** The files it has taken and not yet reported. */
  take(range: FileRange): void;
  /** The file it is at. */
  enter(index: number): void;
  /** A sign of life within a file. */
  beat(): void;
  /** Everything taken is reported. */
  rest(): void;
  read(): { range: FileRange; current: number; beats: number };
}

const SLOT_SIZE = 4;
const NOTHING = -1;

export function openLog(queue: TreeQueue, thread: number): ThreadLog {
  const slot = new Int32Array(
    queue.state,
    (1 + thread * SLOT_SIZE) * Int32Array.BYTES_PER_ELEMENT,
    SLOT_SIZE,
  );
  return {
    take({ start, end }) {
      Atomics.store(slot, 0, start);
      Atomics.store(slot, 1, end);
    },
    enter(index) {
      Atomics.store(slot, 2, index);
    },
    beat() {
      Atomics.add(slot, 3, 1);
    },
    rest() {
      Atomics.store(slot, 2, NOTHING);
      Atomics.store(slot, 0, 0);
      Atomics.store(slot, 1, 0);
    },
    read: () => ({
      range: { start: Atomics.load(slot, 0), end: Atomics.load(slot, 1) },
      current: Atomics.load(slot, 2),
      beats: Atomics.load(slot, 3),
    }),
  };
}

function fillPaths(queue: TreeQueue, encoded: readonly Uint8Array[]): void {
  const bytes = new Uint8Array(queue.paths);
  const ends = new Uint32Array(queue.ends);
  let at = 0;
  for (const [index, path] of encoded.entries()) {
    bytes.set(path, at);
    at += path.length;
    ends[index] = at;
  }
}

/**
 * Lines and blocks from a stream of chunks. Every method gives null where the stream ends before; an error of the
 * stream passes through, except in `pieces`, whose reader sees only that they end.
 */
export interface ByteReader {
  /** Up to a line feed, which is taken and not handed out; null also when none comes within `limit` bytes. */
  line(limit: number): Promise<Buffer | null>;
  exactly(count: number): Promise<Buffer | null>;
  /** The next `count` bytes as they come; ends early where the stream does. */
  pieces(count: number): AsyncGenerator<Buffer>;
  /** Have the last `pieces` all come? */
  isDrained(): boolean;
  /** Reads what is left of the last `pieces`; false where the stream ended within them. */
  drained(): Promise<boolean>;
  close(): Promise<void>;
}

export function createByteReader(chunks: AsyncGenerator<Buffer, void, undefined>): ByteReader {
  let rest: Buffer = Buffer.alloc(0);
  let owed = 0;

  async function more(): Promise<boolean> {
    const next = await chunks.next();
    if (next.done === true) return false;
    rest = rest.length === 0 ? next.value : Buffer.concat([rest, next.value]);
    return true;
  }

  function take(count: number): Buffer {
    const taken = rest.subarray(0, count);
    rest = rest.subarray(count);
    return taken;
  }

  async function line(limit: number): Promise<Buffer | null> {
    for (;;) {
      const end = rest.indexOf(0x0a);
      if (end !== -1 && end <= limit) return take(end + 1).subarray(0, end);
      if (rest.length > limit || !(await more())) return null;
    }
  }

  async function exactly(count: number): Promise<Buffer | null> {
    if (rest.length >= count) return take(count);
    const block = Buffer.allocUnsafe(count);
    let filled = 0;
    while (filled < count) {
      if (rest.length === 0 && !(await more())) return null;
      filled += take(count - filled).copy(block, filled);
    }
    return block;
  }

  async function* pieces(count: number): AsyncGenerator<Buffer> {
    owed = count;
    while (owed > 0) {
      if (rest.length === 0 && !(await more().catch(() => false))) return;
      const piece = take(owed);
      owed -= piece.length;
      yield piece;
    }
  }

  async function drained(): Promise<boolean> {
    for await (const _ of pieces(owed));
    return owed === 0;
  }

  const isDrained = (): boolean => owed === 0;

  return { line, exactly, pieces, isDrained, drained, close: async () => void (await chunks.return()) };
}

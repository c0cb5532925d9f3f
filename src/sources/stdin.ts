import type { Source } from './source.ts';
import type { ReadLimits } from './tree.ts';
import { cutWindows } from './windows.ts';

export interface StandardInput {
  input: AsyncIterable<Uint8Array>;
  /** What the content is called in the report; its ending and folders are evidence like any file's. */
  name: string;
  limits: ReadLimits;
}

/**
 * Standard input as one blob, or as windows once it is bigger than `limits.wholeBytes`; what comes after
 * `limits.maxBytes` is not read and counts as `too-large`. Nothing is taken for binary: the person asked for it.
 */
export async function* standardInput({ input, name, limits }: StandardInput): Source {
  const provenance = { path: name };
  const bounded = boundInput(input, limits.maxBytes);
  const { chunks, isAll } = await readUpTo(bounded.chunks, limits.wholeBytes);
  if (isAll) yield { blob: { bytes: Buffer.concat(chunks), provenance } };
  else {
    for await (const { bytes, place } of cutWindows(chained(chunks, bounded.chunks), limits)) {
      yield { blob: { bytes: new Uint8Array(bytes), provenance, window: place } };
    }
  }
  if (bounded.isCut()) {
    yield { skip: { path: name, reason: 'too-large', detail: `more than ${limits.maxBytes} bytes` } };
  }
}

type Chunks = AsyncGenerator<Uint8Array, void, undefined>;

function boundInput(
  input: AsyncIterable<Uint8Array>,
  maxBytes: number,
): { chunks: Chunks; isCut: () => boolean } {
  let left = maxBytes;
  async function* chunks(): Chunks {
    for await (const chunk of input) {
      yield left < chunk.length ? chunk.subarray(0, left) : chunk;
      left -= chunk.length;
      if (left < 0) return;
    }
  }
  return { chunks: chunks(), isCut: () => left < 0 };
}

async function readUpTo(
  input: Chunks,
  wholeBytes: number,
): Promise<{ chunks: Uint8Array[]; isAll: boolean }> {
  const chunks: Uint8Array[] = [];
  for (let size = 0; size <= wholeBytes; ) {
    const next = await input.next();
    if (next.done === true) return { chunks, isAll: true };
    chunks.push(next.value);
    size += next.value.length;
  }
  return { chunks, isAll: false };
}

async function* chained(first: Uint8Array[], rest: Chunks): Chunks {
  yield* first.splice(0);
  yield* rest;
}

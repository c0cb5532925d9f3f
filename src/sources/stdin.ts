import type { Source, SourceItem } from './source.ts';
import type { ReadLimits } from './tree.ts';
import { createWindowCutter, type WindowCutter } from './windows.ts';

export interface StandardInput {
  input: AsyncIterable<Uint8Array>;
  /** What the content is called in the report; its ending and folders are evidence like any file's. */
  name: string;
  limits: ReadLimits;
}

/**
 * Standard input as one blob, or as windows once it is bigger than `limits.wholeBytes`; what comes after
 * `limits.maxBytes` is not read and counts as `too-large`.
 */
export async function* standardInput({ input, name, limits }: StandardInput): Source {
  const chunks: Uint8Array[] = [];
  const provenance = { path: name };
  let size = 0;
  let cutter: WindowCutter | null = null;
  for await (const chunk of input) {
    size += chunk.length;
    if (size > limits.maxBytes) {
      yield { skip: { path: name, reason: 'too-large', detail: `more than ${limits.maxBytes} bytes` } };
      break;
    }
    chunks.push(chunk);
    if (size <= limits.wholeBytes) continue;
    cutter ??= createWindowCutter(limits);
    for (const part of chunks.splice(0)) yield* windowsFrom({ cutter, part, name });
  }
  if (cutter === null) yield { blob: { bytes: joined(chunks), provenance } };
  else yield windowItem({ cutter, name, last: true });
}

/** Fills the cutter; a full one is emptied only when more comes, so that the last window can say it is the last. */
function* windowsFrom(options: {
  cutter: WindowCutter;
  part: Uint8Array;
  name: string;
}): Generator<SourceItem> {
  const { cutter, part, name } = options;
  for (let at = 0; at < part.length; ) {
    if (cutter.isFull()) {
      yield windowItem({ cutter, name, last: false });
      cutter.slide();
    }
    const room = cutter.room();
    const piece = part.subarray(at, at + room.length);
    room.set(piece);
    cutter.filled(piece.length);
    at += piece.length;
  }
}

function windowItem(options: { cutter: WindowCutter; name: string; last: boolean }): SourceItem {
  const { bytes, place } = options.cutter.window(options.last);
  return { blob: { bytes: new Uint8Array(bytes), provenance: { path: options.name }, window: place } };
}

/** One piece whatever the encoding; binary content from a pipe is scanned, as the person asked for it. */
function joined(chunks: Uint8Array[]): Uint8Array {
  return chunks.length === 1 ? chunks[0]! : Buffer.concat(chunks);
}

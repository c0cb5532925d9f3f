import type { Skip } from '../../src/findings/model.ts';
import type { Blob, Source } from '../../src/sources/source.ts';

export interface Collected {
  blobs: Blob[];
  skips: Skip[];
  /** Content by path, as text of single bytes; windows of one file are put together again. */
  texts: Record<string, string>;
  /** Reason of the skip by path. */
  reasons: Record<string, string>;
  /** The new parts of each blob, by path. */
  added: Record<string, string>;
}

/** Reads a source to its end. */
export async function collect(source: Source): Promise<Collected> {
  const blobs: Blob[] = [];
  const skips: Skip[] = [];
  for await (const item of source) {
    if ('blob' in item) blobs.push(item.blob);
    else skips.push(item.skip);
  }
  const texts: Record<string, string> = {};
  for (const blob of blobs) texts[blob.provenance.path] = appended(texts[blob.provenance.path], blob);
  const reasons = Object.fromEntries(skips.map(({ path, reason }) => [path, reason]));
  const added = Object.fromEntries(blobs.map((blob) => [blob.provenance.path, addedText(blob)]));
  return { blobs, skips, texts, reasons, added };
}

function appended(before: string | undefined, { bytes, window }: Blob): string {
  const text = Buffer.from(bytes).toString('latin1');
  return (before ?? '').slice(0, window?.offset ?? 0) + text;
}

function addedText({ bytes, within }: Blob): string {
  const buffer = Buffer.from(bytes);
  if (within === undefined) return buffer.toString('utf8');
  return within.map(({ start, end }) => buffer.toString('utf8', start, end)).join('|');
}

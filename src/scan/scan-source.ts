import type { Engine } from '../engine/engine.ts';
import type { Blob, Source } from '../sources/source.ts';
import { type Batch, emptyBatch } from './batch.ts';
import { scanBlob } from './scan-blob.ts';
import { addResults } from './scan-file.ts';
import type { Tally } from './tally.ts';

/** Scans whatever a source yields, one blob after the other, and adds what comes of it to the tally. */
export async function scanSource(scan: {
  source: Source;
  engine: Engine;
  tally: Tally;
  signal?: AbortSignal | undefined;
  onProgress?: ((progress: { files: number }) => void) | undefined;
}): Promise<void> {
  for await (const item of scan.source) {
    scan.signal?.throwIfAborted();
    if ('skip' in item) scan.tally.skip(item.skip);
    else scan.tally.add(toBatch(item.blob, scan.engine));
    scan.onProgress?.({ files: scan.tally.blobs });
  }
}

function toBatch(blob: Blob, engine: Engine): Batch {
  const batch = emptyBatch();
  batch.blobs = blob.window === undefined || blob.window.last ? 1 : 0;
  batch.bytes = blob.bytes.length;
  addResults(batch, blob.provenance.path, [scanBlob(engine, blob)]);
  return batch;
}

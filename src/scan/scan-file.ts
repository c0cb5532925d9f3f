import type { Engine } from '../engine/engine.ts';
import type { Skip } from '../findings/model.ts';
import type { TreePath, TreeRead, TreeReader } from '../sources/tree.ts';
import type { Batch } from './batch.ts';
import { type BlobResult, scanBlob } from './scan-blob.ts';

export interface FileScanner {
  engine: Engine;
  read: TreeReader;
  /** Called before each piece of a file: a sign of life. */
  beat: () => void;
}

/** Reads and scans one file of the working tree and adds what came of it to the batch. */
export function scanFile(scanner: FileScanner, file: TreePath, batch: Batch): void {
  scanner.beat();
  const read = scanner.read(file);
  if (read.kind === 'skip') {
    batch.skips.push(read.skip);
    return;
  }
  if (read.kind === 'whole' && read.note !== null) batch.skips.push(read.note);
  addResults(batch, read.path, scanPieces(scanner, read, batch));
  batch.blobs++;
}

/** Adds the results of the one or several pieces of one file or object. */
export function addResults(batch: Batch, path: string, results: BlobResult[]): void {
  const limited = results.find((result) => result.limited !== null)?.limited;
  if (limited) batch.skips.push({ path, reason: 'limit-reached', detail: limited } satisfies Skip);
  const used = new Map<number, boolean>();
  for (const { line, isUsed } of results.flatMap((result) => result.allows)) {
    used.set(line, isUsed || (used.get(line) ?? false));
  }
  for (const [line, isUsed] of used) if (!isUsed) batch.unusedAllows.push({ path, line });
  for (const { sealed } of results) batch.sealed.push(...sealed);
}

function scanPieces(
  scanner: FileScanner,
  read: Exclude<TreeRead, { kind: 'skip' }>,
  batch: Batch,
): BlobResult[] {
  const provenance = { path: read.path };
  if (read.kind === 'whole') {
    batch.bytes += read.bytes.length;
    return [scanBlob(scanner.engine, { bytes: read.bytes, provenance })];
  }
  const results: BlobResult[] = [];
  let end = 0;
  for (const item of read.windows) {
    scanner.beat();
    if ('skip' in item) {
      batch.skips.push(item.skip);
      continue;
    }
    const { bytes, place } = item.window;
    results.push(scanBlob(scanner.engine, { bytes, provenance, window: place }));
    end = place.offset + bytes.length;
  }
  batch.bytes += end;
  return results;
}

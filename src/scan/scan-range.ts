import { type Batch, emptyBatch } from './batch.ts';
import { type FileScanner, scanFile } from './scan-file.ts';
import { type FileRange, pathAt, type ThreadLog, type TreeQueue } from './tree-queue.ts';

/** Scans the files of one range, in the main thread or in a worker. */
export function scanRange(work: {
  queue: TreeQueue;
  log: ThreadLog;
  range: FileRange;
  scanner: FileScanner;
}): Batch {
  const { queue, log, range, scanner } = work;
  const batch = emptyBatch();
  log.take(range);
  for (let index = range.start; index < range.end; index++) {
    log.enter(index);
    scanFile(scanner, pathAt(queue, index), batch);
  }
  return batch;
}

import { parentPort, workerData } from 'node:worker_threads';
import { createEngine } from '../engine/create.ts';
import { builtinCatalog } from '../rules/catalog.ts';
import { createTreeReader } from '../sources/read-tree.ts';
import type { WorkerData, WorkerMessage } from './pool.ts';
import { scanRange } from './scan-range.ts';
import { type FileRange, openLog, takeRange } from './tree-queue.ts';

/** A thread that reads and scans files of the working tree until none is left, and posts sealed findings. */
const { queue, thread, ranges, root, limits, rules } = workerData as WorkerData;
const log = openLog(queue, thread);
const scanner = {
  engine: createEngine(rules ?? builtinCatalog().rules),
  read: createTreeReader({ root, limits }),
  beat: log.beat,
};

for (const range of ranges) scanAndPost(range);
for (let range = takeRange(queue); range !== null; range = takeRange(queue)) scanAndPost(range);

function scanAndPost(range: FileRange): void {
  const batch = scanRange({ queue, log, range, scanner });
  parentPort?.postMessage({ range, batch } satisfies WorkerMessage);
  log.rest();
}

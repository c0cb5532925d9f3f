import { parentPort, workerData } from 'node:worker_threads';
import type { WorkerData } from '../../src/scan/pool.ts';
import { scanRange } from '../../src/scan/scan-range.ts';
import { type FileRange, openLog, takeRange } from '../../src/scan/tree-queue.ts';
import { createTreeReader } from '../../src/sources/read-tree.ts';
import type { TreePath } from '../../src/sources/tree.ts';
import { fakeEngine } from './fake-engine.ts';

/** The worker with another engine, and with accidents at files whose names ask for one. */
const { queue, thread, ranges, root, limits } = workerData as WorkerData;
if (root.includes('broken-worker')) throw new Error('the worker does not start');
const log = openLog(queue, thread);
const readTree = createTreeReader({ root, limits });
const scanner = { engine: fakeEngine(), read, beat: log.beat };

for (const range of ranges) scanAndPost(range);
for (let range = takeRange(queue); range !== null; range = takeRange(queue)) scanAndPost(range);

function scanAndPost(range: FileRange): void {
  const batch = scanRange({ queue, log, range, scanner });
  parentPort?.postMessage({ range, batch });
  log.rest();
}

function read(path: TreePath) {
  const name = String(path);
  if (name.includes('crash')) throw new Error(`crashed at ${name}`);
  if (name.includes('exit')) process.exit(7);
  while (name.includes('hang'));
  // V8 ends a thread where a function is entered: a loop of its own functions alone may be optimized past that.
  for (const hoard: unknown[] = []; name.includes('memory'); )
    hoard.push(Array.from({ length: 100 }, () => name));
  return readTree(path);
}

import { Worker } from 'node:worker_threads';
import { type Plan, planReading } from '../../src/git/objects/plan.ts';
import { readPlanned } from '../../src/git/objects/read.ts';
import { closeStore, openStore } from '../../src/git/objects/store.ts';

/** What one thread was handed. */
export interface Tally {
  objects: number;
  /** Content, were every object read whole. */
  bytes: number;
  deltas: number;
  skips: number;
}

/** Memory that worker threads add their tallies to: the four numbers of `Tally`. */
interface Share {
  plan: Plan;
  sums: Float64Array;
  slot: number;
}

/**
 * Reads every blob, commit and tag of a repository: puts whole objects together, and deltas where others are built on
 * them. Workers start while the plan is made.
 */
export async function readOnThreads(job: {
  self: string;
  gitDir: string;
  threads: number;
}): Promise<Tally & { megabytes: number }> {
  const workers = Array.from({ length: job.threads - 1 }, () => new Worker(job.self));
  const ended = workers.map(
    (worker) => new Promise((resolve, reject) => worker.on('exit', resolve).on('error', reject)),
  );
  const store = openStore(job.gitDir);
  const plan = planReading(store);
  const sums = new Float64Array(new SharedArrayBuffer(job.threads * 4 * 8));
  workers.forEach((worker, i) => {
    const share: Share = { plan, sums, slot: i + 1 };
    worker.postMessage(share);
  });
  readShare({ plan, sums, slot: 0 });
  await Promise.all(ended);
  closeStore(store);
  const sum = (field: number) => sums.reduce((total, value, i) => total + (i % 4 === field ? value : 0), 0);
  const megabytes = Math.round(process.resourceUsage().maxRSS / 1024);
  return { objects: sum(0), bytes: sum(1), deltas: sum(2), skips: sum(3) + plan.skips.length, megabytes };
}

export function readShare({ plan, sums, slot }: Share): void {
  const tally = sums.subarray(slot * 4, slot * 4 + 4);
  readPlanned(plan, {
    onObject(object) {
      if (object.delta === null) object.bytes();
      tally[0]! += 1;
      tally[1]! += object.size;
      tally[2]! += object.delta === null ? 0 : 1;
    },
    onSkip() {
      tally[3]! += 1;
    },
  });
}

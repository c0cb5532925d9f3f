import { parentPort, workerData } from 'node:worker_threads';
import { createEngine } from '../engine/create.ts';
import type { Engine } from '../engine/engine.ts';
import { createSieve } from '../engine/sieve.ts';
import type { Plan } from '../git/objects/plan.ts';
import { createWorkspace } from '../git/objects/workspace.ts';
import { builtinCatalog } from '../rules/catalog.ts';
import type { MatchingRule } from '../rules/rule.ts';
import type { Batch } from '../scan/batch.ts';
import { createJudge, type Job } from './judge.ts';
import { readShare, type Share } from './read-objects.ts';

/** What a thread is started with. */
export interface ThreadData {
  /** Null: the rules that keysweep ships. */
  rules: readonly MatchingRule[] | null;
  /** Counts what each thread has read, so that progress can be shown and a thread that hangs be noticed. */
  counts: Int32Array;
  thread: number;
}

/** For each scan first the plan, to take objects from until none is left; then jobs. */
export type ThreadRequest = { plan: Plan } | { jobs: Job[] };
export type ThreadAnswer = { share: Share } | { batches: Batch[] };
/** Said once while a plan is read: files with something in them will be asked for. */
export interface ThreadRemark {
  suspicion: true;
}

const { rules, counts, thread } = workerData as ThreadData;
const matching = rules ?? builtinCatalog().rules;
const sieve = createSieve(matching);
const workspace = createWorkspace();
let engine: Engine | null = null;
let judge: ((job: Job) => Batch) | null = null;

parentPort?.on('message', (request: ThreadRequest) => {
  if ('plan' in request) {
    engine ??= createEngine(matching);
    judge = createJudge(request.plan, engine, workspace);
    const share = readShare(request.plan, sieve, { workspace, beat, onSuspicion });
    answer({ share }, [share.commits.bytes.buffer]);
  } else answer({ batches: request.jobs.map(judgeOne) });
});

function judgeOne(job: Job): Batch {
  beat();
  return judge!(job);
}

function beat(): void {
  Atomics.add(counts, thread, 1);
}

function onSuspicion(): void {
  parentPort?.postMessage({ suspicion: true } satisfies ThreadRemark);
}

function answer(message: ThreadAnswer, moved: ArrayBuffer[] = []): void {
  parentPort?.postMessage(message, moved);
}

import { addCoverages } from './coverage.ts';
import type { RepositoryRecord, SweepRepository, UnitResult } from './model.ts';
import { countProgress, type ProgressCount, type SweepProgress } from './progress.ts';
import { type SweepQueue, type SweepUnit, type UnitOutcome, unitId } from './queue/queue.ts';
import { takeUnits } from './queue/work.ts';
import type { SweepState } from './state.ts';
import { isFinal, type UnitRunner, type UnitTask } from './unit.ts';

export interface SweepRun {
  state: SweepState;
  /** Pages of the repositories to be swept. */
  listing: AsyncIterable<readonly SweepRepository[]>;
  queue: SweepQueue<UnitResult>;
  /** What works on the queue in this process; null where only others do. */
  runner: UnitRunner | null;
  /** Repositories that the runner is given at the same time. */
  lanes: number;
  /** See `ScanRecord.key`. */
  key: string;
  /** True where the listing cannot tell that nothing was pushed, so that each repository is asked. */
  asksEach: boolean;
  signal: AbortSignal;
  onProgress: (progress: SweepProgress) => void;
}

/**
 * Lists repositories and deals with each that this sweep has not dealt with yet; what comes of each is in the state
 * before the next is told. Ends when all are settled, however; throws only where the listing or the state fails.
 */
export async function runSweep(run: SweepRun): Promise<void> {
  const progress = countProgress(() => performance.now());
  const open = await enqueueAll(run, progress);
  run.onProgress(progress.now());
  const stopping = new AbortController();
  const signal = AbortSignal.any([run.signal, stopping.signal]);
  const { queue, runner } = run;
  const lanes =
    runner === null ? [] : Array.from({ length: run.lanes }, () => takeUnits({ queue, runner, signal }));
  const crashed = Promise.all(lanes).then(() => new Promise<never>(() => undefined));
  try {
    await Promise.race([collect({ run, open, progress, signal }), crashed]);
  } finally {
    stopping.abort();
    await Promise.allSettled(lanes);
  }
}

/** Lists everything, settles what needs no work, and gives the queue the rest. Returns the units that are open. */
async function enqueueAll(run: SweepRun, progress: ProgressCount): Promise<Set<string>> {
  const { state, queue, listing } = run;
  const seen = new Set<string>();
  const open = new Set<string>();
  if (state.facts.isResumed) await withdrawStale(run);
  for await (const page of listing) {
    const fresh = page.filter(({ id }) => !seen.has(id) && seen.add(id)).sort(largestFirst);
    await state.list(fresh);
    const units: SweepUnit[] = [];
    for (const repository of fresh) {
      progress.expect(repository);
      const unit = await unitFor(run, progress, (await state.record(repository.id))!);
      if (unit !== null) units.push(unit);
    }
    for (const unit of units) open.add(unit.id);
    await queue.enqueue(units);
    run.signal.throwIfAborted();
  }
  return open;
}

/** Rules or version may have changed while the sweep was stopped: no worker could do what was enqueued for others. */
async function withdrawStale({ state, queue, key }: SweepRun): Promise<void> {
  await queue.withdraw(state.facts.id, ({ task }) => (task as UnitTask).key !== key);
}

/** A large one that begins last would keep everybody waiting. */
function largestFirst(one: SweepRepository, other: SweepRepository): number {
  return (other.kilobytes ?? 0) - (one.kilobytes ?? 0);
}

/** What is to do with a repository; null where it is done already, or where the listing shows that nothing is. */
async function unitFor(
  run: SweepRun,
  progress: ProgressCount,
  record: RepositoryRecord,
): Promise<SweepUnit | null> {
  const { state, key, asksEach } = run;
  const { repository, scan, settled } = record;
  const isDone = settled?.sweep === state.facts.number;
  const reusable = scan !== null && scan.key === key && isFinal(scan) ? scan : null;
  const isTold = !asksEach && !repository.isDisabled;
  const isSame = isTold && reusable !== null && reusable.listing === sayingOf(repository);
  if (isDone || isSame) {
    const now = isDone ? record : { ...record, settled: settledNow(state, 'unchanged') };
    if (!isDone) await state.settle(now, null);
    progress.done(now, (await state.sealedOf(repository.id)).length, false);
    return null;
  }
  const facts = { sweep: state.facts.id, repositoryId: repository.id, refs: reusable?.refs ?? null };
  const earlier = reusable && (await state.earlierOf(repository.id));
  const task: UnitTask = { repository, key, refs: facts.refs, earlier };
  return { ...facts, id: unitId({ ...facts, key }), fullName: repository.fullName, task };
}

/** Writes what comes of the open units into the state, until none is open. */
async function collect(collecting: {
  run: SweepRun;
  open: Set<string>;
  progress: ProgressCount;
  signal: AbortSignal;
}): Promise<void> {
  const { run, open, progress, signal } = collecting;
  const { state, queue } = run;
  if (open.size === 0) return;
  for await (const outcome of queue.results(state.facts.id, signal)) {
    const before = await state.record(outcome.unit.repositoryId);
    if (before !== undefined && open.delete(outcome.unit.id)) {
      const { record, scanned } = settledRecord(state, before, outcome);
      await state.settle(record, scanned);
      const findings = scanned?.sealed ?? (await state.sealedOf(record.repository.id));
      progress.done(record, findings.length, true);
    }
    await queue.settle(outcome);
    run.onProgress(progress.now());
    if (open.size === 0) return;
  }
  signal.throwIfAborted();
}

/** A repository that could not be dealt with keeps what was found in it before. */
function settledRecord(state: SweepState, before: RepositoryRecord, ended: UnitOutcome<UnitResult>) {
  if (ended.status === 'failed') {
    return { record: { ...before, settled: settledNow(state, 'failed', ended.reason) }, scanned: null };
  }
  const { outcome, reason, scan } = ended.result;
  const isStillEmpty = outcome === 'unchanged' && before.scan?.coverage.blobs === 0;
  const settled = settledNow(state, isStillEmpty ? 'empty' : outcome, reason);
  const listing = trustedSaying(before.repository, state.facts.startedAt);
  if (scan !== null) {
    const { sealed, earlier, isAddition, ...rest } = scan;
    const covered =
      isAddition && before.scan !== null ? [before.scan.coverage, rest.coverage] : [rest.coverage];
    const record = { ...before, settled, scan: { ...rest, listing, coverage: addCoverages(covered) } };
    return { record, scanned: { sealed, earlier } };
  }
  return { record: { ...before, settled, scan: before.scan && { ...before.scan, listing } }, scanned: null };
}

function settledNow(
  { facts }: SweepState,
  outcome: UnitResult['outcome'],
  reason: string | null = null,
): NonNullable<RepositoryRecord['settled']> {
  return { sweep: facts.number, outcome, reason };
}

/** What changes in the listing when a repository changes; null where the listing does not say. */
function sayingOf({ pushedAt, defaultBranch }: SweepRepository): string | null {
  return pushedAt === null ? null : `${pushedAt} ${defaultBranch}`;
}

const YOUNG_MILLISECONDS = 600_000;

/** Times have whole seconds: a push in the same second as the last one that was listed would not show. */
function trustedSaying(repository: SweepRepository, startedAt: string): string | null {
  const age = Date.parse(startedAt) - Date.parse(repository.pushedAt ?? '');
  return age > YOUNG_MILLISECONDS ? sayingOf(repository) : null;
}

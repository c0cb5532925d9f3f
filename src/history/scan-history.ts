import { statSync } from 'node:fs';
import { resolve } from 'node:path';
import { KeysweepError } from '../errors.ts';
import type { SealedFinding } from '../findings/seal.ts';
import type { GitPlace } from '../git/environment.ts';
import { COMMIT } from '../git/objects/entry.ts';
import { createLookup } from '../git/objects/lookup.ts';
import { type Plan, packedIds, planReading } from '../git/objects/plan.ts';
import { closeStore, openStore } from '../git/objects/store.ts';
import { findRepository, placeOf, type Repository } from '../git/repository.ts';
import { emptyBatch } from '../scan/batch.ts';
import { finishRun, type Outcome, type Run, type RunOptions, startRun } from '../scan/run.ts';
import { resolveSettings } from '../scan/settings.ts';
import { findAbsent } from './absent.ts';
import { attribute } from './attribution.ts';
import { buildGraph, type CommitGraph } from './commit-graph.ts';
import type { PackedCommits } from './commit-records.ts';
import { type Earlier, knownSince } from './earlier.ts';
import { createIntroductions, type Introductions } from './introductions.ts';
import { judgeReadings } from './judge-readings.ts';
import { leftOutNotice } from './left-out.ts';
import { choosePlaces, type HistoryFilters, isNamed } from './places.ts';
import type { Reading } from './read-objects.ts';
import { listRefs } from './refs.ts';
import type { ThreadPool } from './thread-pool.ts';
import { startThreads, type Threads } from './threads.ts';

export interface HistoryOptions extends RunOptions, HistoryFilters {
  /** The repository, or a folder in it. Default: the working directory. */
  path?: string;
  /** The time against which exposure is counted, in milliseconds since 1970. */
  now: number;
  /** Spares reading what an earlier scan has read: the findings are the same, and `isAddition` is true. */
  earlier?: Earlier;
  /** Lends the threads, for many scans with the same rules and number of threads. */
  pool?: ThreadPool;
  /** For tests: another worker, less patience. */
  worker?: { script: URL; hangMilliseconds: number };
}

export interface HistoryOutcome extends Outcome {
  /** For a later scan. */
  left: Earlier;
  /** True when the coverage is only of what the earlier scan had not read. */
  isAddition: boolean;
}

/** Bundled or not, this file and the worker are one folder below the root. */
const WORKER = { script: new URL('../history/worker.js', import.meta.url), hangMilliseconds: 60_000 };
const LARGEST_OBJECT = 2 ** 25;

/**
 * Scans every object of a repository's store once, reachable or not: contents of files and messages of commits and tags.
 * Throws `KeysweepError` where there is no repository or git cannot read it; what is damaged or missing is in
 * the report.
 */
export async function runHistoryScan(options: HistoryOptions): Promise<HistoryOutcome> {
  const folder = resolve(options.cwd ?? process.cwd(), options.path ?? '.');
  requireFolder(folder, options.path ?? '.');
  const repository = repositoryAt(folder);
  await requireBranch(placeOf(repository, folder), options.branch);
  const run = await startRun(resolveSettings(options, repository.workTree ?? folder));
  const start = () =>
    startThreads({
      ...(options.worker ?? WORKER),
      count: run.settings.jobs,
      rules: run.rulesForWorkers,
      onProgress: (files) => options.onProgress?.({ files, total: null }),
    });
  const threads = options.pool?.take(start) ?? start();
  const store = openStore(repository.gitDir);
  const stop = (): void => void threads.stop();
  options.signal?.addEventListener('abort', stop, { once: true });
  try {
    options.signal?.throwIfAborted();
    const known = options.earlier && (await knownSince(placeOf(repository, folder), options.earlier));
    const plan = planReading(store, {
      maxObjectBytes: Math.min(run.settings.limits.maxBytes, LARGEST_OBJECT),
      ...(known && { known }),
    });
    const { left, leftOut } = await scanObjects({ options, repository, folder, run, threads, plan });
    options.signal?.throwIfAborted();
    options.pool?.give(threads);
    const notices = leftOutNotice(run, leftOut);
    const outcome = finishRun(run, { mode: 'history', notices, isWhole: false });
    return { ...outcome, left, isAddition: plan.fresh !== null };
  } finally {
    options.signal?.removeEventListener('abort', stop);
    if (!options.pool?.has(threads)) await threads.stop();
    closeStore(store);
  }
}

function requireFolder(folder: string, shown: string): void {
  if (statSync(folder, { throwIfNoEntry: false })?.isDirectory()) return;
  throw new KeysweepError('SOURCE', `${shown}: there is no such folder`, {
    hint: 'Name a repository, or a folder in one: keysweep history PATH',
  });
}

function repositoryAt(folder: string): Repository {
  const repository = findRepository({ folder, trust: 'path' });
  if (repository !== null) return repository;
  throw new KeysweepError('GIT', 'there is no git repository here', {
    hint: 'Run it inside a git repository, or name one: keysweep history PATH',
  });
}

/** A name that no ref has would filter everything away, and look like a clean history. */
async function requireBranch(place: GitPlace, branch: string | undefined): Promise<void> {
  if (branch === undefined) return;
  const { refs, isComplete } = await listRefs(place);
  if (!isComplete || refs.some(({ name }) => isNamed(name, branch))) return;
  throw new KeysweepError('USAGE', `there is no branch or other ref "${branch}"`, {
    hint: 'List the names with: git for-each-ref',
  });
}

interface Work {
  options: HistoryOptions;
  repository: Repository;
  folder: string;
  run: Run;
  threads: Threads;
  plan: Plan;
}

interface Scanned {
  left: Earlier;
  /** What the filters leave out. */
  leftOut: SealedFinding[];
}

async function scanObjects(work: Work): Promise<Scanned> {
  const place = placeOf(work.repository, work.folder);
  const introductions = createIntroductions(place, work.options.signal);
  try {
    return await readAndJudge(work, place, introductions);
  } finally {
    introductions.stop();
  }
}

async function readAndJudge(work: Work, place: GitPlace, introductions: Introductions): Promise<Scanned> {
  const { options, repository, run, threads, plan } = work;
  const { tally } = run;
  for (const skip of plan.skips) tally.skip(skip);
  const onSuspicion = () => introductions.begin(() => packedIds(plan, COMMIT));
  const [{ readings, graph }, absent, refs] = await Promise.all([
    readAll(work, onSuspicion),
    findAbsent({ repository, place, plan }),
    listRefs(place),
  ]);
  for (const skip of absent) tally.skip(skip);
  const suspects = readings.flatMap(({ suspicious }) => suspicious.map(({ id }) => id));
  const attribution = await attribute({
    place,
    refs,
    graph,
    introductions,
    wanted: new Set(suspects),
    lookup: createLookup({ ...plan, skips: [] }, { limit: plan.maxObjectBytes }),
    hasIndex: repository.workTree !== null,
    onSkip: tally.skip,
  });
  const judged = await judgeReadings({ readings, attribution, threads, tally });
  const batch = emptyBatch();
  const places = choosePlaces({ judged, attribution, filters: options, now: options.now });
  batch.sealed = places.kept;
  tally.add(batch);
  const others = refs.refs.flatMap(({ id, commit }) => (id === commit ? [] : id));
  const left = { tips: [...new Set([...graph.ends, ...others])], suspects };
  return { left, leftOut: places.leftOut };
}

async function readAll(
  work: Work,
  onSuspicion: () => void,
): Promise<{ readings: Reading[]; graph: CommitGraph }> {
  const { repository, run, threads, plan } = work;
  const readings: Reading[] = [];
  const commits: PackedCommits[] = [];
  for (const answer of await threads.read(plan, onSuspicion)) {
    if ('failure' in answer) {
      run.tally.skip({ path: 'objects', reason: 'limit-reached', detail: answer.failure });
      continue;
    }
    readings.push(answer.reading);
    commits.push(answer.commits);
    const { blobs, bytes, skips } = answer.reading;
    run.tally.add({ ...emptyBatch(), blobs, bytes, skips });
  }
  return { readings, graph: buildGraph(commits, repository.objectFormat === 'sha256' ? 32 : 20) };
}

import { resolve } from 'node:path';
import { KeysweepError } from '../errors.ts';
import type { Provenance, Span } from '../findings/model.ts';
import type { GitPlace } from '../git/environment.ts';
import { createLookup } from '../git/objects/lookup.ts';
import { type Plan, planReading } from '../git/objects/plan.ts';
import { closeStore, openStore } from '../git/objects/store.ts';
import { findRepository, placeOf, type Repository } from '../git/repository.ts';
import { emptyBatch } from '../scan/batch.ts';
import { finishRun, type Outcome, type Run, type RunOptions, startRun } from '../scan/run.ts';
import { resolveSettings } from '../scan/settings.ts';
import { findAbsent } from './absent.ts';
import { type Attribution, attribute } from './attribution.ts';
import { buildGraph } from './commit-graph.ts';
import { unpackCommits } from './commit-records.ts';
import { choosePlaces, type HistoryFilters, isNamed, type JudgedFinding } from './places.ts';
import type { Reading } from './read-objects.ts';
import { listRefs } from './refs.ts';
import { type Holder, likePath, type Suspect, selectHolders, selectRest } from './select.ts';
import type { ThreadPool } from './thread-pool.ts';
import { startThreads, type Threads } from './threads.ts';

export interface HistoryOptions extends RunOptions, HistoryFilters {
  /** The repository, or a folder in it. Default: the working directory. */
  path?: string;
  /** The time against which exposure is counted, in milliseconds since 1970. */
  now: number;
  /** Lends the threads, for many scans with the same rules and number of threads. */
  pool?: ThreadPool;
  /** For tests: another worker, less patience. */
  worker?: { script: URL; hangMilliseconds: number };
}

/** Bundled or not, this file and the worker are one folder below the root. */
const WORKER = { script: new URL('../history/worker.js', import.meta.url), hangMilliseconds: 60_000 };
const LARGEST_OBJECT = 2 ** 25;

/**
 * Scans every object of a repository's store once, reachable or not: contents of files and messages of commits and tags.
 * Throws `KeysweepError` where there is no repository or git cannot read it; what is damaged or missing is in
 * the report.
 */
export async function runHistoryScan(options: HistoryOptions): Promise<Outcome> {
  const folder = resolve(options.cwd ?? process.cwd(), options.path ?? '.');
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
    const plan = planReading(store, {
      maxObjectBytes: Math.min(run.settings.limits.maxBytes, LARGEST_OBJECT),
    });
    await scanObjects({ options, repository, folder, run, threads, plan });
    options.signal?.throwIfAborted();
    options.pool?.give(threads);
    return finishRun(run, { mode: 'history', notices: [], isWhole: false });
  } finally {
    options.signal?.removeEventListener('abort', stop);
    if (!options.pool?.has(threads)) await threads.stop();
    closeStore(store);
  }
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

async function scanObjects(work: Work): Promise<void> {
  const { options, repository, folder, run, threads, plan } = work;
  const { tally } = run;
  for (const skip of plan.skips) tally.skip(skip);
  const place = placeOf(repository, folder);
  const [readings, absent] = await Promise.all([readAll(work), findAbsent({ repository, place, plan })]);
  for (const skip of absent) tally.skip(skip);
  const width = repository.objectFormat === 'sha256' ? 32 : 20;
  const graph = buildGraph(readings.flatMap(({ commits }) => [...unpackCommits(commits, width)]));
  const attribution = await attribute({
    place,
    graph,
    wanted: new Set(readings.flatMap(({ suspicious }) => suspicious.map(({ id }) => id))),
    lookup: createLookup({ ...plan, skips: [] }, { limit: plan.maxObjectBytes }),
    hasIndex: repository.workTree !== null,
    onSkip: tally.skip,
    signal: options.signal,
  });
  const judged = await judgeAll({
    suspects: suspectsOf(readings, attribution),
    spans: spansOf(readings),
    threads,
    run,
  });
  const batch = emptyBatch();
  batch.sealed = choosePlaces({ judged, attribution, filters: options, now: options.now });
  tally.add(batch);
}

async function readAll({ run, threads, plan }: Work): Promise<Reading[]> {
  const readings: Reading[] = [];
  for (const answer of await threads.read(plan)) {
    if ('failure' in answer) {
      run.tally.skip({ path: 'objects', reason: 'limit-reached', detail: answer.failure });
      continue;
    }
    readings.push(answer);
    run.tally.add({ ...emptyBatch(), blobs: answer.blobs, bytes: answer.bytes, skips: answer.skips });
  }
  return readings;
}

function suspectsOf(readings: readonly Reading[], attribution: Attribution): Suspect[] {
  return readings.flatMap(({ contexts, suspicious, messages }) => {
    const digests = (numbers: readonly number[]) => numbers.map((number) => contexts[number]!.digest);
    return [
      ...suspicious.map((one) => ({
        contexts: digests(one.contexts),
        holders: attribution.holdersOf(one.id),
      })),
      ...messages.map(({ id, type, ...one }) => ({
        contexts: digests(one.contexts),
        holders: [attribution.messageHolder(id, type)],
      })),
    ];
  });
}

/** Where in each object values may stand. */
function spansOf(readings: readonly Reading[]): Judging['spans'] {
  const all = readings.flatMap(({ suspicious, messages }) => [...suspicious, ...messages]);
  return new Map(all.map(({ id, spans }) => [id, spans]));
}

interface Judging {
  spans: ReadonlyMap<string, Span[] | null>;
  threads: Threads;
  run: Run;
}

/** Judges what may matter, first where paths differ in kind, then, where something was found, at every path. */
async function judgeAll(work: Judging & { suspects: Suspect[] }): Promise<JudgedFinding[]> {
  const { suspects } = work;
  const first = selectHolders(suspects, likePath);
  const judged = await judge({ ...work, holders: first });
  const rest = selectRest(suspects, first, new Set(judged.map(({ holder }) => holder)));
  return [...judged, ...(await judge({ ...work, holders: rest }))];
}

/** Scans the chosen objects whole, each with its path. */
async function judge(work: Judging & { holders: readonly Holder[] }): Promise<JudgedFinding[]> {
  const { holders, spans, threads, run } = work;
  const batches = await threads.judge(
    holders.map((holder) => {
      const suspects = spans.get(holder.id) ?? undefined;
      return { id: holder.id, provenance: toProvenance(holder), ...(suspects && { suspects }) };
    }),
  );
  return batches.flatMap((batch, index) => {
    const holder = holders[index]!;
    if (batch === null) {
      run.tally.skip({ path: holder.path, reason: 'limit-reached', detail: 'the scanner failed on it' });
      return [];
    }
    run.tally.add({ ...emptyBatch(), skips: batch.skips });
    return batch.sealed.map((sealed) => ({ sealed, holder }));
  });
}

function toProvenance({ id, path }: Holder): Provenance {
  if (path.startsWith('commit ')) return { path, object: 'commit-message' };
  if (path.startsWith('tag ')) return { path, object: 'tag-message' };
  return { path: path === '' ? `object ${id.slice(0, 12)}` : path };
}

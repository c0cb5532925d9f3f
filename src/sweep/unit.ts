import { existsSync } from 'node:fs';
import pLimit from 'p-limit';
import { HARMLESS_SKIPS } from '../findings/model.ts';
import type { Earlier } from '../history/earlier.ts';
import { listRefs } from '../history/refs.ts';
import { formatBytes } from '../terminal/bytes.ts';
import { bounded } from './bounded.ts';
import { Failure } from './failure.ts';
import type { ScanRecord, SweepRepository, UnitResult } from './model.ts';
import { digestRefs } from './ref-digest.ts';
import type { RemoteGit } from './remote-git.ts';
import { createScanner, type Scanner } from './scanner.ts';
import { createTurns, type Turn } from './turns.ts';
import { openWorkspace, sizeOf, type Workspace } from './workspace.ts';

/** What there is to do with one repository; plain data without any token. */
export interface UnitTask {
  repository: SweepRepository;
  /** What the next scan's key would be; a worker with other rules or another version must not do it. */
  key: string;
  /** Refs of the last complete scan with the same key: if they are still the same, nothing is to do. */
  refs: string | null;
  /** What that scan has left; null where everything is to be read. */
  earlier: Earlier | null;
}

export interface UnitLimits {
  /** A repository with more bytes is not scanned. */
  bytes: number;
  /** For fetching, and again for scanning. */
  milliseconds: number;
  /** For the process that scans. */
  memory: number;
}

export interface UnitRunnerOptions {
  remote: RemoteGit;
  /** See `scanKey`. */
  key: string;
  /** Where clones are put. */
  root: string;
  /** Room for mirrors that are kept for the next sweep. */
  mirrorBytes: number;
  limits: UnitLimits;
  /** Scans at the same time, each in a process with one thread. */
  jobs: number;
  /** Fetches at the same time. */
  fetches: number;
  /** Also the refs of pull requests. */
  pulls: boolean;
  /** Rule files and folders beside the shipped rules. */
  rules: readonly string[];
  maxFileSize?: number;
  script?: URL;
}

/** Deals with one repository after the other, and several at once. */
export interface UnitRunner {
  /** Throws `Failure` where it cannot; the reason is for people. */
  run(task: UnitTask, signal: AbortSignal): Promise<UnitResult>;
  keepOnly: Workspace['keepOnly'];
  close(): Promise<void>;
}

/** Repositories that are asked for their refs at the same time: that takes a server little, and nobody's disk or processors. */
const MOST_ASKS = 16;

/** Units that a runner can have under way without one waiting for another of its own kind. */
export function lanesOf({ jobs, fetches }: Pick<UnitRunnerOptions, 'jobs' | 'fetches'>): number {
  return MOST_ASKS + jobs + fetches;
}

/** Scan processes start with the first scans. Close it, or they stay. */
export async function createUnitRunner(options: UnitRunnerOptions): Promise<UnitRunner> {
  const workspace = await openWorkspace(options);
  const { limits, script, jobs, fetches } = options;
  const turns = createTurns({ ask: MOST_ASKS, clone: jobs + fetches, fetch: fetches });
  const scanning = pLimit(jobs);
  const scanners = Array.from({ length: jobs }, () => createScanner(limits, script));
  const idle: Scanner[] = [...scanners];
  const scan: Work['scan'] = (folder, earlier, signal) =>
    scanning(async () => {
      signal.throwIfAborted();
      const scanner = idle.pop()!;
      const { rules, maxFileSize } = options;
      const order = {
        folder,
        rules,
        jobs: 1,
        now: Date.now(),
        ...(maxFileSize !== undefined && { maxFileSize }),
        ...(earlier !== null && { earlier }),
      };
      return scanner.scan(order, signal).finally(() => idle.push(scanner));
    });
  return {
    run: (task, signal) => runUnit({ task, signal, options, workspace, turns, scan }),
    keepOnly: workspace.keepOnly,
    async close() {
      await Promise.all(scanners.map((scanner) => scanner.stop()));
      await workspace.close();
    },
  };
}

interface Work {
  task: UnitTask;
  signal: AbortSignal;
  options: UnitRunnerOptions;
  workspace: Workspace;
  /** `clone`: from the first byte on the disk to the last. */
  turns: Record<'ask' | 'clone' | 'fetch', Turn>;
  scan: (folder: string, earlier: Earlier | null, signal: AbortSignal) => ReturnType<Scanner['scan']>;
}

async function runUnit(work: Work): Promise<UnitResult> {
  const { task, signal, options, turns } = work;
  const { repository } = task;
  if (task.key !== options.key) throw new Failure(OTHER_KEY, { again: true });
  requireReadable(repository, options.limits);
  if (task.refs !== null) {
    const refs = await turns.ask(() => options.remote.advertise(repository, signal));
    if (digestRefs(repository, refs, options.pulls) === task.refs)
      return { ...NOTHING, outcome: 'unchanged' };
  }
  return turns.clone(() => scanClone(work));
}

async function scanClone(work: Work): Promise<UnitResult> {
  const { task, workspace, turns } = work;
  const { id } = task.repository;
  const folder = await workspace.take(id);
  let isWhole = false;
  try {
    const transferred = await turns.fetch(() => fetchInto(work, folder));
    const result = { ...(await scanMirror(work, folder)), transferred };
    isWhole = true;
    return result;
  } finally {
    await workspace.give(id, folder, isWhole);
  }
}

const OTHER_KEY = 'the worker has another version, other rules or other limits than the sweep';
const NOTHING = { reason: null, scan: null, transferred: 0 };

function requireReadable({ isDisabled, kilobytes }: SweepRepository, { bytes }: UnitLimits): void {
  if (isDisabled) throw new Failure('GitHub has disabled it', { again: false });
  if (kilobytes !== null && kilobytes * 1024 > bytes) throw sizeFailure(bytes, kilobytes * 1024);
}

/** Fetches, and gives the bytes by which the folder grew. */
async function fetchInto({ task, signal, options }: Work, folder: string): Promise<number> {
  const before = existsSync(folder) ? await sizeOf(folder) : 0;
  await options.remote.mirror(task.repository, folder, signal);
  const size = await sizeOf(folder);
  if (size > options.limits.bytes) throw sizeFailure(options.limits.bytes, size);
  return Math.max(0, size - before);
}

async function scanMirror(work: Work, folder: string): Promise<Omit<UnitResult, 'transferred'>> {
  const { task, signal } = work;
  const { refs, isComplete } = await listRefs({ trust: 'path', cwd: folder, gitDir: folder });
  if (!isComplete) throw new Failure('its refs cannot be read', { again: true });
  const record = { key: task.key, refs: digestRefs(task.repository, refs, work.options.pulls) };
  if (refs.length === 0) return { outcome: 'empty', reason: null, scan: { ...record, ...EMPTY } };
  const { left, ...answer } = await work.scan(folder, task.earlier, signal);
  const earlier = left.tips.length + left.suspects.length > MOST_LEFT ? null : left;
  return { outcome: 'scanned', reason: null, scan: { ...record, ...bounded(answer), earlier } };
}

/** Ids of objects that are left for the next scan: it reads everything where there would be more. */
const MOST_LEFT = 20_000;

const EMPTY = {
  sealed: [],
  earlier: null,
  isAddition: false,
  coverage: { blobs: 0, bytes: 0, milliseconds: 0, skipped: [], incomplete: false },
};

/** True where scanning the same content once more would see no more of it. */
export function isFinal({ coverage }: Pick<ScanRecord, 'coverage'>): boolean {
  return coverage.skipped.every(({ reason }) => HARMLESS_SKIPS.has(reason) || reason === 'too-large');
}

function sizeFailure(limit: number, size: number): Failure {
  return new Failure(`it has ${formatBytes(size)}, more than ${formatBytes(limit)}`, { again: false });
}

import { existsSync } from 'node:fs';
import pLimit from 'p-limit';
import { HARMLESS_SKIPS } from '../findings/model.ts';
import type { Earlier } from '../history/earlier.ts';
import { listRefs } from '../history/refs.ts';
import { formatBytes } from '../terminal/bytes.ts';
import { Failure } from './failure.ts';
import type { ScanRecord, SweepRepository, UnitResult } from './model.ts';
import { digestRefs } from './ref-digest.ts';
import type { RemoteGit } from './remote-git.ts';
import type { ScanAnswer } from './scan-message.ts';
import { createScanner, type Scanner } from './scanner.ts';
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

/** Scan processes start with the first scans. Close it, or they stay. */
export async function createUnitRunner(options: UnitRunnerOptions): Promise<UnitRunner> {
  const workspace = await openWorkspace(options);
  const fetching = pLimit(options.fetches);
  const scanning = pLimit(options.jobs);
  const { limits, script } = options;
  const scanners = Array.from({ length: options.jobs }, () => createScanner(limits, script));
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
    run: (task, signal) => runUnit({ task, signal, options, workspace, fetching, scan }),
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
  fetching: ReturnType<typeof pLimit>;
  scan: (folder: string, earlier: Earlier | null, signal: AbortSignal) => ReturnType<Scanner['scan']>;
}

async function runUnit(work: Work): Promise<UnitResult> {
  const { task, signal, options, workspace, fetching } = work;
  const { repository } = task;
  if (task.key !== options.key) throw new Failure(OTHER_KEY, { again: true });
  requireReadable(repository, options.limits);
  if (task.refs !== null) {
    const refs = await fetching(() => options.remote.advertise(repository, signal));
    if (digestRefs(repository, refs, options.pulls) === task.refs)
      return { ...NOTHING, outcome: 'unchanged' };
  }
  const folder = await workspace.take(repository.id);
  let isWhole = false;
  try {
    const transferred = await fetching(() => fetchInto(work, folder));
    const result = { ...(await scanMirror(work, folder)), transferred };
    isWhole = true;
    return result;
  } finally {
    await workspace.give(repository.id, folder, isWhole);
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

/** Beyond these a report helps nobody, and one repository must not fill the state. */
const MOST_FINDINGS = 10_000;

type Found = Omit<ScanAnswer, 'left'>;

function bounded({ sealed, coverage, isAddition }: Found): Found {
  if (sealed.length <= MOST_FINDINGS) return { sealed, coverage, isAddition };
  const detail = 'more findings than a sweep keeps of one repository';
  const example = { path: sealed[MOST_FINDINGS]!.provenance.path, reason: 'limit-reached', detail } as const;
  const entry = { reason: example.reason, count: sealed.length - MOST_FINDINGS, examples: [example] };
  return {
    sealed: sealed.slice(0, MOST_FINDINGS),
    coverage: { ...coverage, skipped: [...coverage.skipped, entry], incomplete: true },
    isAddition,
  };
}

/** True where scanning the same content once more would see no more of it. */
export function isFinal({ coverage }: Pick<ScanRecord, 'coverage'>): boolean {
  return coverage.skipped.every(({ reason }) => HARMLESS_SKIPS.has(reason) || reason === 'too-large');
}

function sizeFailure(limit: number, size: number): Failure {
  return new Failure(`it has ${formatBytes(size)}, more than ${formatBytes(limit)}`, { again: false });
}

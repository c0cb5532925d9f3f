import { KeysweepError } from '../../errors.ts';
import { Failure } from '../failure.ts';
import type { UnitResult } from '../model.ts';
import { jobsOf, openRunner, type RunnerOptions } from '../open-runner.ts';
import { scanKey } from '../scan-key.ts';
import type { UnitRunner } from '../unit.ts';
import { type AccessOptions, openAccess } from './access.ts';
import type { SweepQueue } from './queue.ts';
import { readTask } from './task.ts';
import { type Lane, takeUnits } from './work.ts';

/** A unit that a worker has dealt with. */
export interface WorkDone {
  fullName: string;
  /** Null where it could not be dealt with, or not to its end. */
  result: UnitResult | null;
  milliseconds: number;
}

export interface WorkerOptions
  extends Omit<RunnerOptions, 'github' | 'transport' | 'mirrorBytes'>,
    AccessOptions {
  /** Folder for clones, for this worker alone. */
  root: string;
  /** Fires when the worker is to stop: it gives back what it has begun. */
  signal: AbortSignal;
  onStart: () => void;
  onDone: (done: WorkDone) => void;
}

/**
 * Takes units from a queue and deals with them until the signal fires. Throws `KeysweepError` when the queue or the
 * environment cannot be used, or the sweep has other rules.
 */
export async function runWorker(options: WorkerOptions): Promise<void> {
  const { signal, settings, fetches, onStart, onDone } = options;
  const access = await openAccess(options);
  const { github, transport } = access;
  let runner: UnitRunner | null = null;
  try {
    runner = await openRunner({ ...options, github, transport, mirrorBytes: 0 });
    onStart();
    const queue = pickyQueue(access.queue, scanKey(options));
    const jobs = jobsOf(settings);
    await runLanes({ queue, runner: tellingRunner(runner, onDone), signal }, jobs + Math.min(jobs, fetches));
  } finally {
    await runner?.close();
    await access.close();
  }
}

/** Gives back what was made for other rules, and ends the worker: it would scan every unit in vain. */
function pickyQueue(queue: SweepQueue<UnitResult>, key: string): SweepQueue<UnitResult> {
  return {
    ...queue,
    async lease(signal) {
      const lease = await queue.lease(signal);
      if (lease === null || (readTask(lease.unit.task)?.key ?? key) === key) return lease;
      await queue.release(lease);
      throw new KeysweepError('USAGE', 'the sweep has another version, other rules or other limits', {
        hint: 'Give the worker the same keysweep, --rules, --no-pulls and .keysweep.json as the sweep.',
      });
    },
  };
}

/** Units held at the same time: one that fails ends the others. */
async function runLanes(lane: Lane, count: number): Promise<void> {
  const stopping = new AbortController();
  const stop = (): void => stopping.abort();
  lane.signal.addEventListener('abort', stop, { once: true });
  if (lane.signal.aborted) stop();
  const lanes = Array.from({ length: count }, () => takeUnits({ ...lane, signal: stopping.signal }));
  try {
    await Promise.all(lanes);
  } finally {
    stop();
    await Promise.allSettled(lanes);
    lane.signal.removeEventListener('abort', stop);
  }
}

/** Does only what a coordinator can have written, and tells what came of it. */
function tellingRunner(runner: UnitRunner, onDone: WorkerOptions['onDone']): Lane['runner'] {
  return {
    async run(given, signal) {
      const task = readTask(given);
      if (task === null) throw new Failure('the queue holds something else than a unit', { again: false });
      const started = performance.now();
      let result: UnitResult | null = null;
      try {
        result = await runner.run(task, signal);
        return result;
      } finally {
        onDone({ fullName: task.repository.fullName, result, milliseconds: performance.now() - started });
      }
    },
  };
}

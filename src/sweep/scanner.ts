import { type ChildProcess, fork } from 'node:child_process';
import { absolutePath } from '../git/environment.ts';
import { formatBytes } from '../terminal/bytes.ts';
import { formatDuration } from '../terminal/duration.ts';
import { Failure } from './failure.ts';
import type { ScanAnswer, ScanMessage, ScanOrder } from './scan-message.ts';

export interface ScannerLimits {
  /** Resident memory of the process, in bytes. */
  memory: number;
  /** For one repository. */
  milliseconds: number;
}

/** Scans repositories, one at a time, in a process of its own. */
export interface Scanner {
  /** Throws `Failure` when a limit was reached or nothing could be scanned; the next one gets a new process. */
  scan(order: ScanOrder, signal?: AbortSignal): Promise<ScanAnswer>;
  /** Resolves when the process is gone. */
  stop(): Promise<void>;
}

/** Bundled or not, this file and the process's script are one folder below the root. */
const SCRIPT = new URL('../sweep/scan-process.js', import.meta.url);
const MIB = 1024 * 1024;
/** What of a process is no heap: code, stacks, packs in buffers. */
const HEAP_SHARE = 0.6;

/** The process starts with the first scan, and anew after one that did not end well. */
export function createScanner(limits: ScannerLimits, script: URL = SCRIPT): Scanner {
  let child: ChildProcess | null = null;
  const drop = async (): Promise<void> => {
    const old = child;
    child = null;
    if (old === null || old.exitCode !== null || old.signalCode !== null) return;
    const gone = new Promise((resolve) => old.once('exit', resolve));
    if (old.kill('SIGKILL')) await gone;
  };
  return {
    async scan(order, signal) {
      child ??= startProcess(limits, script);
      try {
        return await ask({ child, order, limits, signal });
      } catch (error) {
        await drop();
        throw error;
      }
    },
    stop: drop,
  };
}

function startProcess({ memory }: ScannerLimits, script: URL): ChildProcess {
  const heap = Math.max(64, Math.floor((memory * HEAP_SHARE) / MIB));
  return fork(script, [], {
    execArgv: [`--max-old-space-size=${heap}`, '--max-semi-space-size=8'],
    env: environment(),
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  });
}

const NEEDED = ['TMPDIR', 'TEMP', 'TMP', 'SystemRoot', 'windir', 'ComSpec', 'PATHEXT'];

/** What git and Node need to start; no token is among it. */
function environment(): Record<string, string> {
  const needed = NEEDED.flatMap((name) => {
    const value = process.env[name];
    return value === undefined ? [] : [[name, value] as const];
  });
  return { ...Object.fromEntries(needed), PATH: absolutePath(process.env) };
}

function ask(request: {
  child: ChildProcess;
  order: ScanOrder;
  limits: ScannerLimits;
  signal: AbortSignal | undefined;
}): Promise<ScanAnswer> {
  const { child, order, limits, signal } = request;
  return new Promise((resolve, reject) => {
    const tooLong = () => end(() => reject(timeFailure(limits)));
    const timer = setTimeout(tooLong, limits.milliseconds);
    const onAbort = () => end(() => reject(signal?.reason));
    const onExit = (_code: number | null, by: string | null) => end(() => reject(exitFailure(by, limits)));
    const onError = () => onExit(null, null);
    const onMessage = (message: ScanMessage): void => {
      if ('answer' in message) end(() => resolve(message.answer));
      else if ('failure' in message) end(() => reject(new Failure(message.failure, { again: false })));
      else if (message.alive.memory > limits.memory) end(() => reject(memoryFailure(limits)));
    };
    const end = (settle: () => void): void => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', onAbort);
      child.off('message', onMessage).off('exit', onExit).off('error', onError);
      settle();
    };
    signal?.addEventListener('abort', onAbort, { once: true });
    child.on('message', onMessage).on('exit', onExit).on('error', onError);
    child.send(order);
  });
}

function timeFailure({ milliseconds }: ScannerLimits): Failure {
  return new Failure(`the scan took longer than ${formatDuration(milliseconds)}`, { again: false });
}

function memoryFailure({ memory }: ScannerLimits): Failure {
  return new Failure(`the scan needed more than ${formatBytes(memory)} of memory`, { again: false });
}

/** V8 aborts when its heap is full. */
function exitFailure(by: string | null, limits: ScannerLimits): Failure {
  if (by === 'SIGABRT') return memoryFailure(limits);
  return new Failure('the process that scanned it ended early', { again: true });
}

import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { commandLine, commandOf, type GitCall, type GitResult, startError, timeoutOf } from './command.ts';
import { gitError, outputError, timeoutError } from './failure.ts';

const MIB = 1024 * 1024;
const DEFAULT_RUN_BYTES = 256 * MIB;
const DEFAULT_STREAM_BYTES = 1024 * 1024 * MIB;
const STDERR_LIMIT = 64 * 1024;

/** Runs git to its end and returns its output. Throws `KeysweepError` unless it exits with 0. */
export async function runGit(call: GitCall): Promise<Buffer> {
  const { stdout, stderr, code } = await tryGit(call);
  if (code !== 0) throw gitError({ command: commandOf(call), code, stderr, cwd: call.place.cwd });
  return stdout;
}

/**
 * Runs git to its end and hands back its exit code, whatever it is. Throws `KeysweepError` where there is none:
 * git is not installed, ran out of time, printed too much, was killed.
 */
export async function tryGit(call: GitCall): Promise<GitResult> {
  const child = startGit({ maxBytes: DEFAULT_RUN_BYTES, ...call });
  const timer = setTimeout(() => child.stop(timeoutError(commandOf(call), timeoutOf(call))), timeoutOf(call));
  try {
    const chunks: Buffer[] = [];
    for await (const chunk of child.output()) chunks.push(chunk);
    const { code, stderr } = await child.ended();
    return { stdout: Buffer.concat(chunks), stderr, code };
  } finally {
    clearTimeout(timer);
    child.dispose();
    if (call.network !== undefined) await child.gone;
  }
}

/**
 * Git's output as it comes, with back-pressure: git waits while the caller works. Throws `KeysweepError` at the
 * end when git failed. Leaving the loop early kills git.
 */
export async function* streamGit(call: GitCall): AsyncGenerator<Buffer, void, undefined> {
  const child = startGit(call);
  const chunks = child.output();
  try {
    for (;;) {
      const timer = setTimeout(
        () => child.stop(timeoutError(commandOf(call), timeoutOf(call))),
        timeoutOf(call),
      );
      const next = await chunks.next().finally(() => clearTimeout(timer));
      if (next.done === true) break;
      yield next.value;
    }
    const { code, stderr } = await child.ended();
    if (code !== 0) throw gitError({ command: commandOf(call), code, stderr, cwd: call.place.cwd });
  } finally {
    child.dispose();
  }
}

interface RunningGit {
  output(): AsyncGenerator<Buffer, void, undefined>;
  ended(): Promise<{ code: number; stderr: string }>;
  /** Kills git; whoever waits for it gets `reason`. */
  stop(reason: unknown): void;
  /** Kills git if it still runs and lets go of everything. */
  dispose(): void;
  /** Settles when git, and of a transfer every process it started, has ended. */
  gone: Promise<unknown>;
}

function startGit(call: GitCall): RunningGit {
  const child = spawnGit(call);
  const stderr = collected(child, call.onStderr);
  const closed = exitOf(child, call);
  let stopped: { reason: unknown } | null = null;
  const stop = (reason: unknown): void => {
    stopped ??= { reason };
    kill(child, call);
    child.stdout.destroy();
  };
  const abort = (): void => stop(call.signal?.reason);
  if (call.signal?.aborted) abort();
  call.signal?.addEventListener('abort', abort, { once: true });

  async function* output(): AsyncGenerator<Buffer, void, undefined> {
    let left = call.maxBytes ?? DEFAULT_STREAM_BYTES;
    try {
      for await (const chunk of child.stdout as AsyncIterable<Buffer>) {
        left -= chunk.length;
        if (left < 0) stop(outputError(commandOf(call)));
        if (stopped !== null) break;
        yield chunk;
      }
    } catch (error) {
      if (stopped === null) throw error;
    }
    if (stopped !== null) throw stopped.reason;
  }

  async function ended(): Promise<{ code: number; stderr: string }> {
    const code = await closed;
    if (stopped !== null) throw stopped.reason;
    if (code === null) {
      throw gitError({ command: commandOf(call), code, stderr: stderr(), cwd: call.place.cwd });
    }
    return { code, stderr: stderr() };
  }

  function dispose(): void {
    call.signal?.removeEventListener('abort', abort);
    if (child.exitCode === null || call.network !== undefined) kill(child, call);
  }

  return { output, ended, stop, dispose, gone: closed.catch(() => null) };
}

/** Of a transfer the whole process group: its helpers would go on without git. */
function kill(child: ChildProcessWithoutNullStreams, { network }: GitCall): void {
  if (network === undefined || child.pid === undefined || process.platform === 'win32') child.kill('SIGKILL');
  else killGroup(child.pid);
}

function killGroup(leader: number): void {
  try {
    process.kill(-leader, 'SIGKILL');
  } catch {
    // Nobody of the group is left.
  }
}

function spawnGit(call: GitCall): ChildProcessWithoutNullStreams {
  const { file, args, options } = commandLine(call);
  const child = spawn(file, args, options);
  // A git that ends before it has read everything says why with its exit code.
  child.stdin.on('error', () => {});
  child.stdin.end(call.input ?? '');
  return child;
}

/** Keeps the beginning of standard error; git says first what is wrong. After the progress of a transfer, last. */
function collected(child: ChildProcessWithoutNullStreams, onText?: (text: string) => void): () => string {
  let text = '';
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => {
    if (onText !== undefined) text = (text + chunk).slice(-STDERR_LIMIT);
    else if (text.length < STDERR_LIMIT) text += chunk;
    onText?.(chunk);
  });
  return () => text;
}

/** Resolves to the exit code when all output has been read, or to null when git was killed. */
function exitOf(child: ChildProcessWithoutNullStreams, call: GitCall): Promise<number | null> {
  const closed = new Promise<number | null>((resolve, reject) => {
    child.once('close', (code) => resolve(code));
    child.once('error', (cause: NodeJS.ErrnoException) => reject(startError(call, cause)));
  });
  closed.catch(() => {});
  return closed;
}

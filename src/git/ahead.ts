import { spawn } from 'node:child_process';
import { closeSync, fstatSync, openSync, readSync, unlinkSync } from 'node:fs';
import { join } from 'node:path';
import { commandLine, type GitCall, timeoutOf } from './command.ts';

/**
 * A git call that was begun before anybody asked for its answer. Plain data and functions: one bundle of ours hands it to
 * another.
 */
export interface Ahead {
  /** What was started, so that the answer is given to nobody who asks for anything else. */
  line: string;
  timeoutMs: number;
  maxBytes: number;
  /** Tells whether it ended well. */
  ended: Promise<boolean>;
  /** Bytes that it has printed so far. */
  size(): number;
  /** All of them. To be asked once. */
  read(): Buffer;
  /** Keeps the process alive until it has ended. */
  hold(): void;
  stop(): void;
}

/**
 * Starts git while the process has other things to do, such as loading what it needs for the answer. Git prints into a file
 * that has no name any more: setting up a stream and waiting for its reader would take as long as git itself. It keeps no
 * process alive, and ends with ours at the latest. Null where files cannot be of that kind. Throws where there is no git
 * and no room for a file.
 */
export function beginGit(call: GitCall & { maxBytes: number }): Ahead | null {
  if (process.platform === 'win32') return null;
  const { file, args, options } = commandLine(call);
  const output = openNameless();
  const child = spawn(file, args, { ...options, stdio: ['ignore', output, 'ignore'] });
  const ended = new Promise<boolean>((resolve) => {
    child.once('error', () => resolve(false));
    child.once('exit', (code) => resolve(code === 0));
  });
  const stop = (): void => {
    child.kill('SIGKILL');
  };
  process.once('exit', stop);
  child.unref();
  return {
    ...{ line: lineOf(call), timeoutMs: timeoutOf(call), maxBytes: call.maxBytes, ended, stop },
    size: () => fstatSync(output).size,
    read: () => readWhole(output),
    hold: () => child.ref(),
  };
}

/** Answers that nobody has asked for yet, by what was started; null where git took longer than it may. */
const answers = new Map<string, Buffer | null>();

const LOOK_MS = 50;

/**
 * Waits until a call that was begun has ended, so that `tryGitNow` has its answer. Where it failed or printed too much, there
 * is none, and it is to be asked again, which tells why.
 */
export async function awaitAhead(ahead: Ahead): Promise<void> {
  const { line, timeoutMs, maxBytes, ended } = ahead;
  let waited = 0;
  const timer = setInterval(() => {
    waited += LOOK_MS;
    if (waited > timeoutMs) answers.set(line, null);
    if (waited > timeoutMs || ahead.size() > maxBytes) ahead.stop();
  }, LOOK_MS);
  ahead.hold();
  const isGood = await ended;
  clearInterval(timer);
  if (isGood && ahead.size() <= maxBytes) answers.set(line, ahead.read());
}

/** The output of this very call, where it was begun ahead; null where it took too long. Each answer is given once. */
export function takeAnswer(call: GitCall): Buffer | null | undefined {
  if (answers.size === 0) return undefined;
  const line = lineOf(call);
  const answer = answers.get(line);
  answers.delete(line);
  return answer;
}

function lineOf(call: GitCall): string {
  return JSON.stringify([commandLine(call), call.input]);
}

/** For the user alone, and gone with the last process that has it open. */
function openNameless(): number {
  const path = join(process.env.TMPDIR || '/tmp', `keysweep-${process.pid}-${process.hrtime().join('')}`);
  const file = openSync(path, 'wx+', 0o600);
  unlinkSync(path);
  return file;
}

function readWhole(file: number): Buffer {
  const bytes = Buffer.allocUnsafe(fstatSync(file).size);
  let done = 0;
  while (done < bytes.length) {
    const count = readSync(file, bytes, done, bytes.length - done, done);
    if (count === 0) break;
    done += count;
  }
  closeSync(file);
  return bytes.subarray(0, done);
}

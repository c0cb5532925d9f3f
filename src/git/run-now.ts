import { spawnSync } from 'node:child_process';
import { takeAnswer } from './ahead.ts';
import { commandLine, commandOf, type GitCall, type GitResult, startError, timeoutOf } from './command.ts';
import { gitError, outputError, timeoutError } from './failure.ts';

const DEFAULT_BYTES = 64 * 1024 * 1024;

/** Like `runGit`, but waits on the spot: it costs a hook a third of the time that streams take to set up. */
export function runGitNow(call: GitCall): Buffer {
  const { stdout, stderr, code } = tryGitNow(call);
  if (code !== 0) throw gitError({ command: commandOf(call), code, stderr, cwd: call.place.cwd });
  return stdout;
}

/** Like `tryGit`, but waits on the spot, if at all. For short calls only: nothing else runs meanwhile. */
export function tryGitNow(call: GitCall): GitResult {
  const answer = takeAnswer(call);
  if (answer === null) throw timeoutError(commandOf(call), timeoutOf(call));
  if (answer !== undefined) return { stdout: answer, stderr: '', code: 0 };
  const { file, args, options } = commandLine(call);
  const { status, stdout, stderr, error } = spawnSync(file, args, {
    ...options,
    input: call.input ?? '',
    maxBuffer: call.maxBytes ?? DEFAULT_BYTES,
    timeout: timeoutOf(call),
    killSignal: 'SIGKILL',
  });
  if (error !== undefined) throw failureOf(call, error);
  const text = stderr.toString('utf8');
  if (status !== null) return { stdout, stderr: text, code: status };
  throw gitError({ command: commandOf(call), code: null, stderr: text, cwd: call.place.cwd });
}

function failureOf(call: GitCall, error: NodeJS.ErrnoException): Error {
  if (error.code === 'ETIMEDOUT') return timeoutError(commandOf(call), timeoutOf(call));
  return error.code === 'ENOBUFS' ? outputError(commandOf(call)) : startError(call, error);
}

import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { PROGRAM, type Run } from '../cli/keysweep.ts';

export interface Started {
  pid: number;
  /** Settles when the program and its streams have ended. */
  ended: Promise<Run & { signal: NodeJS.Signals | null }>;
  kill(signal: NodeJS.Signals): void;
}

/** Starts the built program without blocking this process, which serves the simulator. */
export function start(args: string[], more: { cwd: string; env: Record<string, string> }): Started {
  if (!existsSync(PROGRAM)) throw new Error('dist/ is missing: npm run build');
  const env = { PATH: process.env.PATH ?? '', NO_COLOR: '1', ...more.env };
  const child = spawn(process.execPath, [PROGRAM, ...args], {
    cwd: more.cwd,
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let [stdout, stderr] = ['', ''];
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
  });
  const ended = new Promise<Run & { signal: NodeJS.Signals | null }>((resolve) => {
    child.on('close', (status, signal) => resolve({ status, signal, stdout, stderr }));
  });
  return { pid: child.pid ?? 0, ended, kill: (signal) => void child.kill(signal) };
}

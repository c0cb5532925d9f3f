import { Readable } from 'node:stream';
import { runCommandLine } from '../../src/cli/run.ts';

/** Runs a command line as the program does, without a process of its own, which takes most of the time. */
export async function runHere(args: string[], { cwd, input = '' }: { cwd: string; input?: string }) {
  const said = { stdout: '', stderr: '' };
  const into = (name: keyof typeof said) => ({
    write: (text: string) => {
      said[name] += text;
    },
  });
  const status = await runCommandLine(args, {
    stdin: Readable.from([Buffer.from(input)]),
    stdout: into('stdout'),
    stderr: into('stderr'),
    env: {},
    cwd,
  });
  return { status, ...said };
}

import { realpathSync } from 'node:fs';
import { relative, resolve, sep } from 'node:path';
import { isKeysweepError, KeysweepError } from '../errors.ts';
import { ExitCode } from '../exit-codes.ts';
import { findRepository, type Repository } from '../git/repository.ts';
import { isWithin } from '../scan/settings.ts';
import { describeError } from '../terminal/error-words.ts';
import { annotationCommand, withoutCommands } from './commands.ts';
import { pullTarget, readTarget, type Target } from './event.ts';
import { writeOutputs } from './files.ts';
import { type Environment, type Inputs, readInputs } from './inputs.ts';
import { publish } from './publish.ts';
import { scanChange, scanWhole } from './scan.ts';
import { openServer } from './server.ts';

export interface Runner {
  env: Environment;
  /** Standard output, where the runner reads commands. */
  write(text: string): void;
}

/** Runs the Action and gives the exit code; whatever goes wrong is told in the log and beside the code. */
export async function runAction(runner: Runner): Promise<ExitCode> {
  try {
    return await scanEvent(runner);
  } catch (error) {
    runner.write(withoutCommands(describeError(error)));
    runner.write(annotationCommand({ level: 'error', ...wordsFor(error), file: null, line: null }));
    tellFailure(runner);
    return ExitCode.usage;
  }
}

async function scanEvent(runner: Runner): Promise<ExitCode> {
  const { env } = runner;
  const inputs = readInputs(env);
  const target = await resolveTarget(readTarget(env), { env, inputs });
  if (target.kind === 'nothing') return skip(runner, target.why);
  const workspace = resolve(env.GITHUB_WORKSPACE || '.');
  const cwd = resolve(workspace, inputs.path);
  const repository = repositoryAt(cwd, workspace);
  const server = openServer({ env, token: inputs.token, repository });
  try {
    const scan = { repository, cwd, inputs, server };
    const scanned = await (target.kind === 'change' ? scanChange(target, scan) : scanWhole(target, scan));
    const pull = target.kind === 'change' ? target.pull : null;
    return await publish({ runner, inputs, scanned, pull, folder: folderIn(workspace, cwd) });
  } finally {
    server.close();
  }
}

type Decided = Exclude<Target, { kind: 'other-run' }>;

/** Another workflow's run is looked up: what it says of itself is not believed. */
async function resolveTarget(target: Target, job: { env: Environment; inputs: Inputs }): Promise<Decided> {
  if (target.kind !== 'other-run') return target;
  const { env, inputs } = job;
  if (inputs.token === null || target.from === null) {
    return {
      kind: 'nothing',
      why: 'without a token nobody can say which pull request the other workflow ran for',
    };
  }
  const { findPull } = await import('./comment.ts');
  const payload = await findPull({ env, token: inputs.token }, { head: target.head, from: target.from });
  if (payload !== null) return pullTarget(payload, { result: null, mayWrite: true });
  return { kind: 'nothing', why: 'no open pull request has the commit that the other workflow ran for' };
}

function skip({ env, write }: Runner, why: string): ExitCode {
  write(`keysweep: nothing to scan: ${why}\n`);
  writeOutputs(env, { verdict: 'clean', 'exit-code': '0', 'new-findings': '0', 'standing-findings': '0' });
  return ExitCode.clean;
}

function wordsFor(error: unknown): { title: string; message: string } {
  if (!isKeysweepError(error)) {
    return {
      title: 'keysweep: a defect',
      message: 'Nothing was decided. The log says where; please report it.',
    };
  }
  const { message, hint } = error;
  return {
    title: 'keysweep: nothing was decided',
    message: hint === undefined ? message : `${message}. ${hint}`,
  };
}

/** The steps that follow are to know it, too; if even that cannot be written, the exit code says it. */
function tellFailure({ env, write }: Runner): void {
  try {
    writeOutputs(env, { verdict: 'error', 'exit-code': String(ExitCode.usage) });
  } catch (error) {
    write(withoutCommands(describeError(error)));
  }
}

/** The checkout as annotations name it, from the workspace. */
function folderIn(workspace: string, cwd: string): string {
  return relative(workspace, cwd).split(sep).join('/');
}

/** The checkout; a repository around the workspace is somebody else's. */
function repositoryAt(folder: string, workspace: string): Repository {
  const repository = findRepository({ folder, trust: 'path' });
  if (repository?.workTree && isWithin(realpathSync(workspace), repository.workTree)) return repository;
  throw new KeysweepError('GIT', 'there is no git repository in the workspace', {
    hint: 'Let actions/checkout run in a step before this one.',
  });
}

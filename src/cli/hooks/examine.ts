import { accessSync, constants } from 'node:fs';
import { join } from 'node:path';
import { tryGitNow } from '../../git/run-now.ts';
import { runStagedScan } from '../../scan/scan-staged.ts';
import { shortPath } from '../../scan/settings.ts';
import { stopsFirst } from './block.ts';
import { readHook } from './hook-file.ts';
import { PLANTED_FILE, whilePlanted } from './plant.ts';
import type { HookSetup } from './setup.ts';

/** One thing that the doctor looked at. */
export interface Verdict {
  isWell: boolean;
  text: string;
}

/** What there is to say about the files of the pre-commit hook, without running them. */
export function examineFiles(setup: HookSetup, cwd: string): Verdict[] {
  const { manager, folder, effective, file } = setup;
  if (manager === 'lefthook' || manager === 'pre-commit') return [examineEntry(file, cwd)];
  const path = join(folder, 'pre-commit');
  const shown = shortPath(path, cwd);
  const text = readHook(path);
  if (text === null) return [bad(`there is no hook ${shown}: run keysweep init`)];
  if (!/\bkeysweep\b/.test(text)) return [bad(`${shown} does not call keysweep: run keysweep init`)];
  const started = join(effective, 'pre-commit');
  if (!isExecutable(started)) {
    return [bad(`${shortPath(started, cwd)} is missing or may not be executed, so git leaves it out`)];
  }
  return [good(`${shown} calls keysweep`)];
}

function examineEntry(file: string | null, cwd: string): Verdict {
  const shown = shortPath(file ?? '', cwd);
  return readHook(file ?? '')?.includes('keysweep')
    ? good(`${shown} calls keysweep`)
    : bad(`${shown} does not call keysweep: run keysweep init`);
}

/** Stages a made-up key where nobody meets it, and shows whether it is caught: by the scan, and by git's own hook. */
export function tryOut(setup: HookSetup, cwd: string): Promise<Verdict[]> {
  return whilePlanted(setup.repository, async () => [
    await tryScan(cwd),
    ...(mayRun(setup) ? [tryHook(setup)] : []),
  ]);
}

async function tryScan(cwd: string): Promise<Verdict> {
  const { report } = await runStagedScan({ cwd });
  const isCaught = report.findings.some(({ occurrences }) =>
    occurrences.some(({ provenance }) => provenance.path === PLANTED_FILE),
  );
  return isCaught
    ? good('keysweep staged finds a made-up key that was staged for a test')
    : bad(
        'keysweep staged does not find a made-up key that was staged for a test: look at the configuration',
      );
}

/**
 * Only a hook in which keysweep comes first is run: it stops there. Other commands could change files, and would
 * do so against the scratch index.
 */
function mayRun({ manager, folder, effective }: HookSetup): boolean {
  const text = readHook(join(folder, 'pre-commit'));
  if (manager === 'lefthook' || manager === 'pre-commit' || text === null) return false;
  return stopsFirst(text, manager === 'husky') && isExecutable(join(effective, 'pre-commit'));
}

function tryHook({ effective, top }: HookSetup): Verdict {
  const args = ['-c', `core.hooksPath=${effective}`, 'hook', 'run', 'pre-commit'];
  const { code, stderr } = tryGitNow({ place: { trust: 'hook', cwd: top }, args });
  if (/is not a git command/.test(stderr)) {
    return good('the hook itself was not tried: that takes git 2.36 or later');
  }
  if (code === 0) return bad('the hook, run by git, lets a made-up key through');
  return stderr.includes(PLANTED_FILE)
    ? good('the hook, run by git, stops a commit with that key')
    : bad('the hook, run by git, fails before it scans: try git hook run pre-commit');
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, process.platform === 'win32' ? constants.R_OK : constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

function good(text: string): Verdict {
  return { isWell: true, text };
}

function bad(text: string): Verdict {
  return { isWell: false, text };
}

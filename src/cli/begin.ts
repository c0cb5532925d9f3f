import { realpathSync } from 'node:fs';
import { type Ahead, beginGit } from '../git/ahead.ts';
import { besideFiles, ownRepository, plainRepository } from '../git/own-repository.ts';
import { COMPARE_MS, patchCall } from '../git/patch-call.ts';
import { listCall } from '../sources/list-call.ts';

/**
 * Git's own run takes as long as loading the program does, so it is begun first, with what the program is going to ask: where
 * that is guessed wrongly, or anything is unusual, the program asks as ever.
 */

/** What `keysweep staged` asks. */
export function beginStaged(): Ahead | null {
  return tried(() => {
    const repository = plainRepository(process.cwd());
    const place = repository && besideFiles(repository);
    return place && beginGit(patchCall({ place, base: 'HEAD', timeoutMs: COMPARE_MS }));
  });
}

/** Options that change nothing about which files are listed. */
const HARMLESS: ReadonlySet<string> = new Set(['-q', '--quiet', '-v', '--verbose', '--color', '--no-color']);

/** What `keysweep scan` asks in the top folder of a work tree. */
export function beginScan(args: readonly string[]): Ahead | null {
  if (!args.every((arg) => HARMLESS.has(arg))) return null;
  return tried(() => {
    const folder = realpathSync(process.cwd());
    const repository = ownRepository(folder);
    return repository && beginGit(listCall({ ...repository, cwd: folder }));
  });
}

/** Whatever goes wrong here goes wrong again, and is told, where it is needed. */
function tried(begin: () => Ahead | null): Ahead | null {
  try {
    return begin();
  } catch {
    return null;
  }
}

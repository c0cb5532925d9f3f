import { type SimpleGit, simpleGit } from 'simple-git';
import { createEngine } from '../../src/engine/create.ts';
import { mergeFindings } from '../../src/findings/merge.ts';
import type { SealedFinding } from '../../src/findings/seal.ts';
import { builtinCatalog } from '../../src/rules/catalog.ts';
import { scanBlob } from '../../src/scan/scan-blob.ts';
import { testEnvironment } from '../git/scratch.ts';

const engine = createEngine(builtinCatalog().rules);

/**
 * Fingerprints of everything that a scan of every object in full finds, each blob at each path. Read through
 * simple-git: nothing of it is our own.
 */
export async function findSlowly(folder: string): Promise<string[]> {
  const git = openPlainly(folder);
  const batch = ['--batch-all-objects', '--batch', '--unordered'];
  const objects = parseBatch(await git.binaryCatFile(batch));
  const commits = objects.filter(({ type }) => type === 'commit').map(({ id }) => id);
  const paths = await pathsOf(git, commits);
  const sealed = objects.flatMap(({ id, type, bytes }): SealedFinding[] => {
    if (type === 'tree') return [];
    if (type !== 'blob') return scan(bytes.subarray(bytes.indexOf('\n\n') + 2), `${type} ${id.slice(0, 12)}`);
    return [...(paths.get(id) ?? [`object ${id.slice(0, 12)}`])].flatMap((path) => scan(bytes, path));
  });
  return fingerprintsOf(sealed);
}

/** Replaced objects as they were. simple-git keeps what starts with GIT_ from git unless it is named here. */
function openPlainly(folder: string): SimpleGit {
  const own = { ...testEnvironment(), GIT_NO_REPLACE_OBJECTS: '1' };
  const names = Object.keys(own).filter((name) => name.startsWith('GIT_'));
  return simpleGit({
    baseDir: folder,
    allowEnvironment: names,
    unsafe: { allowUnsafeConfigPaths: true },
    completion: { onClose: true, onExit: false },
  }).env(own);
}

function parseBatch(output: Buffer): { id: string; type: string; bytes: Buffer }[] {
  const objects: { id: string; type: string; bytes: Buffer }[] = [];
  for (let at = 0; at < output.length; ) {
    const end = output.indexOf('\n', at);
    const [id = '', type = '', size = ''] = output.toString('latin1', at, end).split(' ');
    objects.push({ id, type, bytes: output.subarray(end + 1, end + 1 + Number(size)) });
    at = end + Number(size) + 2;
  }
  return objects;
}

function fingerprintsOf(sealed: SealedFinding[]): string[] {
  return mergeFindings(sealed)
    .filter(({ identity }) => identity === 'value')
    .map(({ fingerprint }) => fingerprint)
    .sort();
}

function scan(bytes: Uint8Array, path: string): SealedFinding[] {
  return scanBlob(engine, { bytes, provenance: { path } }).sealed;
}

/** Every path that a blob has in any tree of any commit, and in the index where there is one. */
async function pathsOf(git: SimpleGit, commits: string[]): Promise<Map<string, Set<string>>> {
  const found = new Map<string, Set<string>>();
  const lists = [['ls-files', '-s', '-z'], ...commits.map((commit) => ['ls-tree', '-r', '-z', commit])];
  for (const list of lists) {
    for (const entry of (await git.raw(list)).split('\0').filter(Boolean)) {
      const [fields = '', path = ''] = entry.split('\t');
      const id = /[0-9a-f]{40,64}/.exec(fields)?.[0] ?? '';
      found.set(id, (found.get(id) ?? new Set()).add(path));
    }
  }
  return found;
}

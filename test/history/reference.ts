import { execFileSync } from 'node:child_process';
import { createEngine } from '../../src/engine/create.ts';
import { mergeFindings } from '../../src/findings/merge.ts';
import type { SealedFinding } from '../../src/findings/seal.ts';
import { builtinCatalog } from '../../src/rules/catalog.ts';
import { scanBlob } from '../../src/scan/scan-blob.ts';
import { testEnvironment } from '../git/scratch.ts';

const engine = createEngine(builtinCatalog().rules);

/** Fingerprints of everything that a scan of every object in full finds, read with plain git, each blob at each path. */
export function findSlowly(folder: string): string[] {
  const git = (args: string[], input = ''): Buffer =>
    execFileSync('git', ['--no-replace-objects', ...args], {
      cwd: folder,
      env: testEnvironment(),
      input,
      maxBuffer: 1 << 28,
      stdio: ['pipe', 'pipe', 'ignore'],
    });
  const objects = parseBatch(git(['cat-file', '--batch-all-objects', '--batch', '--unordered']));
  const commits = objects.filter(({ type }) => type === 'commit').map(({ id }) => id);
  const paths = pathsOf(git, commits);
  const sealed = objects.flatMap(({ id, type, bytes }): SealedFinding[] => {
    if (type === 'tree') return [];
    if (type !== 'blob') return scan(bytes.subarray(bytes.indexOf('\n\n') + 2), `${type} ${id.slice(0, 12)}`);
    return [...(paths.get(id) ?? [`object ${id.slice(0, 12)}`])].flatMap((path) => scan(bytes, path));
  });
  return fingerprintsOf(sealed);
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
function pathsOf(git: (args: string[]) => Buffer, commits: string[]): Map<string, Set<string>> {
  const found = new Map<string, Set<string>>();
  const entries = commits.flatMap((commit) => git(['ls-tree', '-r', '-z', commit]).toString().split('\0'));
  for (const entry of [...entries, ...indexOf(git)].filter(Boolean)) {
    const [fields = '', path = ''] = entry.split('\t');
    const id = /[0-9a-f]{40,64}/.exec(fields)?.[0] ?? '';
    found.set(id, (found.get(id) ?? new Set()).add(path));
  }
  return found;
}

function indexOf(git: (args: string[]) => Buffer): string[] {
  return git(['ls-files', '-s', '-z']).toString().split('\0');
}

import type { GitPlace } from '../git/environment.ts';
import { runGit } from '../git/run.ts';
import type { PlannedBlob } from './planned-blobs.ts';
import { readPlanned } from './read-planned.ts';
import type { Source } from './source.ts';
import type { ReadLimits } from './tree.ts';

const ENTRY = /^(?<mode>\d{6}) (?<type>\w+) (?<id>[0-9a-f]+)\t(?<path>.+)$/s;

/** Every file of one commit as it stands there, read as objects: links as what they say, submodules as a skip. */
export async function* commitTree(tree: { place: GitPlace; commit: string; limits: ReadLimits }): Source {
  const { place, commit, limits } = tree;
  const output = await runGit({ place, args: ['ls-tree', '-r', '-z', '--full-tree', commit] });
  const blobs: PlannedBlob[] = [];
  for (const line of output.toString('utf8').split('\0')) {
    const { type, id = '', path = '' } = ENTRY.exec(line)?.groups ?? {};
    if (type === 'blob') blobs.push({ path, id, olds: [[]] });
    else if (type === 'commit') yield { skip: { path, reason: 'submodule' } };
  }
  yield* readPlanned({ place, blobs, limits });
}

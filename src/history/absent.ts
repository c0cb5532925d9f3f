import type { Skip } from '../findings/model.ts';
import type { GitPlace } from '../git/environment.ts';
import type { Plan } from '../git/objects/plan.ts';
import type { Repository } from '../git/repository.ts';
import { tryGit } from '../git/run.ts';

/** What belongs to a history and is not in the repository: cut off by a shallow clone, left out by a partial one. */
export async function findAbsent(options: {
  repository: Repository;
  place: GitPlace;
  plan: Plan;
}): Promise<Skip[]> {
  const { repository, place, plan } = options;
  const cut: Skip = {
    path: 'shallow',
    reason: 'missing-object',
    detail: 'a shallow clone, its older history is not here; run git fetch --unshallow',
  };
  return [...(repository.isShallow ? [cut] : []), ...(plan.promisor ? await listMissing(place) : [])];
}

/** Objects that commits name and a partial clone has not; none of them is fetched. */
async function listMissing(place: GitPlace): Promise<Skip[]> {
  const args = ['rev-list', '--quiet', '--objects', '--all', '--missing=print'];
  const { stdout, code } = await tryGit({ place, args });
  const lines = stdout.toString('latin1').split('\n');
  const ids = lines.filter((line) => line.startsWith('?')).map((line) => line.slice(1));
  const detail = 'not in this partial clone; keysweep fetches nothing';
  const missing = ids.map((path): Skip => ({ path, reason: 'missing-object', detail }));
  if (code === 0) return missing;
  return [
    ...missing,
    { path: 'objects', reason: 'missing-object', detail: 'what else is missing cannot be listed' },
  ];
}

import { KeysweepError } from '../errors.ts';
import { readObjects } from '../git/cat-file.ts';
import type { GitPlace } from '../git/environment.ts';
import { isZero } from '../git/raw-diff.ts';
import { placeOf, type Repository } from '../git/repository.ts';
import { tryGitNow } from '../git/run-now.ts';
import { openRange } from './range.ts';
import { pushedRevisions } from './revisions.ts';
import type { Source } from './source.ts';
import type { ReadLimits } from './tree.ts';

/** One ref of a push: what it is to point to, and what it points to on the other side so far. */
export interface PushedRef {
  id: string;
  old: string;
}

const ID = '[0-9a-f]{40}(?:[0-9a-f]{24})?';
const PRE_PUSH = new RegExp(`^\\S+ (?<id>${ID}) \\S+ (?<old>${ID})$`);
const PRE_RECEIVE = new RegExp(`^(?<old>${ID}) (?<id>${ID}) \\S+$`);

/**
 * Reads what git tells a hook on standard input: `LOCAL-REF LOCAL-ID REMOTE-REF REMOTE-ID` in pre-push,
 * `OLD-ID NEW-ID REF` in pre-receive (githooks manual page, git 2.39). Deleted refs are left out. Throws
 * `KeysweepError` for anything else.
 */
export function parsePushedRefs(text: string, hook: 'pre-push' | 'pre-receive'): PushedRef[] {
  const form = hook === 'pre-push' ? PRE_PUSH : PRE_RECEIVE;
  const refs = text.split('\n').filter((line) => line.trim() !== '');
  return refs.map((line) => readRef(line, form, hook)).filter(({ id }) => !isZero(id));
}

function readRef(line: string, form: RegExp, hook: string): PushedRef {
  const { id, old } = form.exec(line)?.groups ?? {};
  if (id !== undefined && old !== undefined) return { id, old };
  throw new KeysweepError('USAGE', 'standard input is not what git gives this hook', {
    hint: `Let git start keysweep ${hook}, and let no other command read the hook's input before.`,
  });
}

export interface Push {
  repository: Repository;
  cwd: string;
  refs: readonly PushedRef[];
  /** Refs whose history the other side has already: `refs/remotes/NAME/`, or `refs/` in a server. */
  known: string;
  limits: ReadLimits;
}

/** Everything that a push brings: commits with their messages and files, and messages of annotated tags. */
export async function* pushSource({ repository, cwd, refs, known, limits }: Push): Source {
  const place = placeOf(repository, cwd);
  const heads: string[] = [];
  for (const { id } of refs) {
    const commit = commitAt(place, id);
    if (commit !== null) heads.push(commit);
    else yield { skip: { path: `object ${id.slice(0, 12)}`, reason: 'unreadable', detail: 'no commit' } };
  }
  yield* tagMessages({ place, ids: refs.map(({ id }) => id), limits });
  if (heads.length === 0) return;
  const range = await pushedRevisions({ place, heads, refs: known });
  range.without.push(...refs.flatMap(({ old }) => commitAt(place, old) ?? []));
  yield* (await openRange({ repository, cwd, range, limits })).source;
}

/** The commit that an object is or leads to; null where there is none here. */
function commitAt(place: GitPlace, id: string): string | null {
  if (isZero(id)) return null;
  const args = ['rev-parse', '-q', '--verify', '--end-of-options', `${id}^{commit}`];
  const { code, stdout } = tryGitNow({ place, args });
  return code === 0 ? stdout.toString('latin1').trim() : null;
}

/** Tags may point to tags; more of them in a row are nobody's release. */
const MAX_TAG_DEPTH = 8;

/** The messages of annotated tags, and of the tags that they point to; of other objects there is nothing. */
export async function* tagMessages(read: { place: GitPlace; ids: string[]; limits: ReadLimits }): Source {
  const { place, limits } = read;
  let { ids } = read;
  for (let depth = 0; depth < MAX_TAG_DEPTH && ids.length > 0; depth++) {
    const targets: string[] = [];
    for await (const answer of readObjects({ place, ids, wholeBytes: limits.wholeBytes })) {
      if (answer.kind !== 'whole' || answer.type !== 'tag') continue;
      const text = answer.bytes.toString('latin1');
      const path = `tag ${/^tag (.+)$/m.exec(text)?.[1] ?? answer.id.slice(0, 12)}`;
      const bytes = answer.bytes.subarray(text.indexOf('\n\n') + 2);
      yield { blob: { bytes, provenance: { path, object: 'tag-message' } } };
      targets.push(...(/^object ([0-9a-f]+)$/m.exec(text)?.slice(1) ?? []));
    }
    ids = targets;
  }
}

import type { GitPlace } from '../git/environment.ts';
import type { Known } from '../git/objects/plan.ts';
import { tryGit } from '../git/run.ts';

/** What an earlier scan of the same repository, with the same rules and limits, has left for the next one. */
export interface Earlier {
  /** Ids from which everything is reached that was read. */
  tips: readonly string[];
  /** Blobs with something in them that may matter: with another path or ref more may come of them. */
  suspects: readonly string[];
}

/** Ids of a million objects. */
const MOST_BYTES = 2 ** 26;

/**
 * What there is to read after an earlier scan: what refs reach now and did not then. Null where git cannot tell, as
 * when a tip is gone: then everything is to be read. What no ref reaches must have been there for the earlier scan.
 */
export async function knownSince(place: GitPlace, { tips, suspects }: Earlier): Promise<Known | null> {
  if (!tips.every((tip) => ID.test(tip))) return null;
  const args = ['rev-list', '--objects', '--no-object-names', '--all', '--stdin'];
  const input = tips.map((tip) => `^${tip}\n`).join('');
  const { code, stdout } = await tryGit({ place, args, input, maxBytes: MOST_BYTES }).catch(() => FAILED);
  if (code !== 0) return null;
  const fresh = new Set(stdout.toString('latin1').split('\n'));
  return { fresh, again: new Set(suspects) };
}

const ID = /^[0-9a-f]{40,64}$/;
const FAILED = { code: -1, stdout: Buffer.alloc(0) };

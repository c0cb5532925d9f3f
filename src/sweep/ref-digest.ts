import { createHash } from 'node:crypto';
import { compareText } from '../findings/order.ts';
import type { SweepRepository } from './model.ts';

/** A ref's full name, and the id of what it names. */
export interface NamedRef {
  name: string;
  id: string;
}

const ORDINARY = /^refs\/(?:heads|tags|notes)\//;
/** GitHub's trial merge of a pull request: made anew when somebody looks, from commits that other refs have. */
const TRIAL_MERGE = /^refs\/pull\/\d+\/merge$/;

/**
 * The same for two states of a repository where a scan of either sees the same content: with `pulls` of every ref
 * that somebody made, else of branches, tags and notes. Which branch is the default one counts, where the listing says.
 */
export function digestRefs(
  { defaultBranch }: SweepRepository,
  refs: readonly NamedRef[],
  pulls: boolean,
): string {
  const seen = refs.filter(({ name }) => (pulls ? !TRIAL_MERGE.test(name) : ORDINARY.test(name)));
  const lines = seen.map(({ name, id }) => `${id} ${name}\n`).sort(compareText);
  const text = `${defaultBranch}\n${lines.join('')}`;
  return createHash('sha256').update(text).digest('hex').slice(0, 32);
}

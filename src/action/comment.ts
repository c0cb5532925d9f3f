import { createHash } from 'node:crypto';
import { isKeysweepError, kindOfError } from '../errors.ts';
import { problemOf } from '../git/remote-failure.ts';
import { openGitHub } from '../github/access.ts';
import type { Octokit } from '../github/octokit.ts';
import { pagesOf } from '../github/pages.ts';
import type { Environment } from './inputs.ts';

export interface Job {
  env: Environment;
  token: string;
}

export interface Comment {
  pull: number;
  /** First line of the comment, by which it is found again. */
  mark: string;
  body: string;
  /** False where there is nothing to say, except that what an earlier comment said is over. */
  isNeeded: boolean;
}

/** A line by which the comment of this job and folder is known from any other's. */
export function markOf(env: Environment, folder: string): string {
  const job = [env.GITHUB_WORKFLOW, env.GITHUB_JOB, env.GITHUB_ACTION, folder].join('\0');
  return `<!-- keysweep:v1:${createHash('sha256').update(job).digest('hex').slice(0, 12)} -->`;
}

/**
 * Writes the one comment of this job on a pull request, or brings it up to date. Resolves to what there is to log,
 * or null; a server that refuses is told there and is no failure of the scan.
 */
export async function writeComment(job: Job, comment: Comment): Promise<string | null> {
  try {
    const github = await openGitHub({
      env: { ...job.env, GITHUB_TOKEN: job.token, KEYSWEEP_APP_ID: undefined },
      patience: PATIENCE,
    });
    const issue = `/repos/${repositoryPath(job.env)}/issues`;
    await placeComment({ octokit: github.octokit, issue, comment });
    return null;
  } catch (error) {
    if (problemOf(error) === 'forbidden') return READ_ONLY;
    const reason = isKeysweepError(error) ? error.message : `unexpected ${kindOfError(error)}`;
    return `No comment was written: ${reason}`;
  }
}

/** A job is not to wait for hours until it may comment. */
const PATIENCE = { limitMs: 60_000 };
const READ_ONLY =
  'No comment was written: the token may not (permissions: pull-requests: write). The verdict is the same.';

interface Placement {
  octokit: Octokit;
  issue: string;
  comment: Comment;
}

async function placeComment(placement: Placement): Promise<void> {
  const { octokit, issue, comment } = placement;
  const [known, ...others] = await ownComments(placement);
  if (known !== undefined) {
    if (known.body !== comment.body) {
      await octokit.request({ method: 'PATCH', url: `${issue}/comments/${known.id}`, body: comment.body });
    }
    for (const { id } of others) await octokit.request({ method: 'DELETE', url: `${issue}/comments/${id}` });
  } else if (comment.isNeeded) await createComment(placement);
}

/** A write that failed may have been done: it is never repeated without looking. */
async function createComment(placement: Placement): Promise<void> {
  const { octokit, issue, comment } = placement;
  try {
    await octokit.request({ method: 'POST', url: `${issue}/${comment.pull}/comments`, body: comment.body });
  } catch (error) {
    const [written] = await ownComments(placement);
    if (written === undefined) throw error;
  }
}

interface Row {
  id: number;
  body?: string;
  user: { login?: string; type?: string } | null;
}

/**
 * The comments that begin with the mark and are ours. Anybody can write the mark: a comment by a person counts only
 * if it is that of the token. Workflow tokens and Apps write as bots, which repeat nobody's text from its beginning.
 */
async function ownComments({ octokit, issue, comment }: Placement): Promise<Row[]> {
  const marked: Row[] = [];
  for await (const { rows } of pagesOf<Row>(octokit, { path: `${issue}/${comment.pull}/comments` })) {
    marked.push(...rows.filter(({ body = '' }) => body.split(/\r?\n/, 1)[0] === comment.mark));
  }
  const people = marked.filter(({ user }) => user?.type !== 'Bot');
  const me = people.length === 0 ? null : await loginOf(octokit);
  return marked.filter(({ user }) => user?.type === 'Bot' || (me !== null && user?.login === me));
}

/** Whose the token is; null for a bot's, which may not ask. */
async function loginOf(octokit: Octokit): Promise<string | null> {
  try {
    const { data } = await octokit.request({ method: 'GET', url: '/user' });
    return typeof data?.login === 'string' ? data.login : null;
  } catch (error) {
    if (problemOf(error) === 'forbidden' || problemOf(error) === 'unauthorized') return null;
    throw error;
  }
}

/**
 * The open pull request that another workflow ran for, in the form that events have; null where none has this head any
 * more. Asked for by branch and checked by commit: nothing that the other workflow left behind is believed.
 */
export async function findPull(
  job: Job,
  run: { head: string; from: string },
): Promise<Record<string, unknown> | null> {
  const github = await openGitHub({
    env: { ...job.env, GITHUB_TOKEN: job.token, KEYSWEEP_APP_ID: undefined },
    patience: PATIENCE,
  });
  const path = `/repos/${repositoryPath(job.env)}/pulls`;
  type Pull = { head?: { sha?: string } };
  for await (const { rows } of pagesOf<Pull>(github.octokit, {
    path,
    query: { state: 'open', head: run.from },
  })) {
    const found = rows.find(({ head }) => head?.sha === run.head);
    if (found !== undefined) return { pull_request: found };
  }
  return null;
}

function repositoryPath(env: Environment): string {
  return (env.GITHUB_REPOSITORY ?? '').split('/').map(encodeURIComponent).join('/');
}

import { readFileSync, statSync } from 'node:fs';
import { KeysweepError } from '../errors.ts';
import { isZero } from '../git/raw-diff.ts';
import type { Environment } from './inputs.ts';

/** What an event asks to be scanned. Ids are full object ids; nothing else of a payload gets near git. */
export type Target = Change | Whole | OtherRun | { kind: 'nothing'; why: string };

/** Something new: judged by what it introduces. */
export interface Change {
  kind: 'change';
  head: string;
  /** The commit or tag object that the ref now points to, where its message is to be scanned, too. */
  tag: string | null;
  /** What the other side had before; null for a new ref. */
  base: string | null;
  /** The branch that the change is for, whose present state counts as known and decides; null for none. */
  onto: string | null;
  /** The branch that is new itself, so that its own remote-tracking ref says nothing. */
  isNewBranch: boolean;
  /** The commit whose files would stand afterwards; the head itself where this one is not here. */
  result: string;
  pull: Pull | null;
}

/** Everything there is. */
export interface Whole {
  kind: 'whole';
  commit: string;
}

/** Another workflow that has run, perhaps for a pull request: which one, only GitHub can say. */
export interface OtherRun {
  kind: 'other-run';
  head: string;
  /** `OWNER:BRANCH` of the head. */
  from: string | null;
}

export interface Pull {
  number: number;
  /** False for a pull request from a fork in its own event: the token may only read. */
  mayWrite: boolean;
}

type Json = Readonly<Record<string, unknown>>;

const MAX_PAYLOAD = 64 * 1024 * 1024;

/** Reads what the runner says about the event. Throws `KeysweepError` outside a runner and for a broken payload. */
export function readTarget(env: Environment): Target {
  const name = env.GITHUB_EVENT_NAME ?? '';
  return toTarget({ name, payload: readPayload(env.GITHUB_EVENT_PATH), env });
}

/** The payload's fields that matter ("Webhook events and payloads", read 2026-11). */
export function toTarget(event: { name: string; payload: Json; env: Environment }): Target {
  const { name, payload, env } = event;
  const commit = (): string => requireId(env.GITHUB_SHA, 'GITHUB_SHA');
  switch (name) {
    case 'pull_request':
      return pullTarget(payload, { result: commit(), mayWrite: !isFromFork(payload) });
    case 'pull_request_target':
      return pullTarget(payload, { result: null, mayWrite: true });
    case 'workflow_run':
      return otherRunTarget(payload);
    case 'merge_group':
      return mergeGroupTarget(payload);
    case 'push':
      return pushTarget(payload, env.GITHUB_REF ?? '');
    default:
      return { kind: 'whole', commit: commit() };
  }
}

/** The head of a pull request never runs here: it is fetched as objects and read. */
export function pullTarget(payload: Json, facts: { result: string | null; mayWrite: boolean }): Change {
  const pull = objectAt(payload, 'pull_request');
  const [head, base] = [objectAt(pull, 'head'), objectAt(pull, 'base')];
  const id = requireId(head.sha, 'pull_request.head.sha');
  return {
    kind: 'change',
    head: id,
    tag: null,
    base: requireId(base.sha, 'pull_request.base.sha'),
    onto: branchName(base.ref),
    isNewBranch: false,
    result: facts.result ?? id,
    pull: { number: requireNumber(pull.number), mayWrite: facts.mayWrite },
  };
}

function otherRunTarget(payload: Json): Target {
  const run = objectAt(payload, 'workflow_run');
  if (!/^pull_request(?:_target)?$/.test(String(run.event))) {
    return { kind: 'nothing', why: 'the workflow that ran was not about a pull request' };
  }
  const owner =
    isObject(run.head_repository) && isObject(run.head_repository.owner) && run.head_repository.owner.login;
  const branch = branchName(run.head_branch);
  const from = typeof owner === 'string' && branch !== null ? `${owner}:${branch}` : null;
  return { kind: 'other-run', head: requireId(run.head_sha, 'workflow_run.head_sha'), from };
}

function mergeGroupTarget(payload: Json): Change {
  const group = objectAt(payload, 'merge_group');
  const head = requireId(group.head_sha, 'merge_group.head_sha');
  return {
    kind: 'change',
    head,
    tag: null,
    base: requireId(group.base_sha, 'merge_group.base_sha'),
    onto: branchName(group.base_ref),
    isNewBranch: false,
    result: head,
    pull: null,
  };
}

function pushTarget(payload: Json, ref: string): Target {
  if (payload.deleted === true) return { kind: 'nothing', why: 'a branch or tag was deleted' };
  const after = requireId(payload.after, 'after');
  const before = requireId(payload.before, 'before');
  const base = isZero(before) ? null : before;
  const main = branchName(objectAt(payload, 'repository').default_branch);
  const isMain = ref === `refs/heads/${main}`;
  return {
    kind: 'change',
    head: after,
    tag: ref.startsWith('refs/tags/') ? after : null,
    base,
    onto: isMain ? null : main,
    isNewBranch: base === null && !ref.startsWith('refs/tags/'),
    result: after,
    pull: null,
  };
}

function readPayload(file: string | undefined): Json {
  try {
    if (file && statSync(file).size <= MAX_PAYLOAD) {
      const payload: unknown = JSON.parse(readFileSync(file, 'utf8'));
      if (isObject(payload)) return payload;
    }
  } catch (cause) {
    throw unusable('the file that GITHUB_EVENT_PATH names cannot be read', cause);
  }
  throw unusable('GITHUB_EVENT_PATH names no event');
}

function objectAt(parent: Json, name: string): Json {
  const value = Object.hasOwn(parent, name) ? parent[name] : undefined;
  if (isObject(value)) return value;
  throw unusable(`the event has no ${name}`);
}

function requireId(value: unknown, name: string): string {
  if (typeof value === 'string' && /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/.test(value)) return value;
  throw unusable(`${name} of the event is no commit`);
}

function requireNumber(value: unknown): number {
  if (typeof value === 'number' && Number.isSafeInteger(value) && value > 0) return value;
  throw unusable('the pull request of the event has no number');
}

/** A branch by its short or whole name; null for what is none. */
function branchName(value: unknown): string | null {
  const name = typeof value === 'string' ? value.replace(/^refs\/heads\//, '') : '';
  return name === '' ? null : name;
}

function isFromFork(payload: Json): boolean {
  const pull = objectAt(payload, 'pull_request');
  return idOf(objectAt(pull, 'head').repo) !== idOf(objectAt(pull, 'base').repo);
}

/** A repository's number; of a fork that was deleted there is none, so it differs from every other. */
function idOf(repository: unknown): unknown {
  return isObject(repository) ? repository.id : null;
}

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function unusable(message: string, cause?: unknown): KeysweepError {
  return new KeysweepError('USAGE', message, {
    hint: 'Let GitHub Actions start this program; on a machine of your own there is: keysweep range',
    cause,
  });
}

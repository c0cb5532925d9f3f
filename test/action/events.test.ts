import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { leak } from '../cli/keysweep.ts';
import { checkout, type Hosted, hosted, pushPayload, type Result, runJob, ZEROS } from './job.ts';

const MAIN = 'refs/heads/main';
const SIDE = 'refs/heads/side';

interface Push {
  ref: string;
  before: string;
  after: string;
  /** Of the checkout. */
  depth: number;
  forced?: boolean;
  inputs?: Record<string, string>;
}

/** Runs a job for a push; `after` may be an annotated tag, of which a runner checks the commit out. */
function pushed(host: Hosted, push: Push): Promise<Result> {
  const { ref, after, depth, inputs = {} } = push;
  host.publish();
  const sha = host.source.git('rev-parse', `${after}^{commit}`);
  return runJob({
    event: 'push',
    payload: pushPayload(push),
    ref,
    sha,
    workspace: checkout(host, { ref, sha, depth }),
    serverUrl: host.serverUrl,
    inputs,
  });
}

const pathsIn = (result: Result) =>
  result
    .read('report-file')
    .findings.flatMap(({ occurrences }) => occurrences.map(({ path }) => path))
    .sort();

/** A folder in a repository that is not the job's. */
function workspaceIn(folder: string): string {
  mkdirSync(join(folder, 'inner'));
  return join(folder, 'inner');
}

const id = (host: Hosted, name = 'HEAD') => host.source.git('rev-parse', name);

describe.each([1, 0])('a push in a checkout of depth %i', (depth) => {
  it('to a branch counts what it brings, also what it takes out again', async () => {
    const host = await hosted();
    const before = host.source.commit({ 'old.env': leak(50) });
    host.source.commit({ 'gone.env': leak(1) });
    const after = host.source.commit({ 'gone.env': 'A=1\n' });
    const result = await pushed(host, { ref: MAIN, before, after, depth });
    expect(pathsIn(result)).toEqual(['gone.env']);
    expect(result.outputs).toMatchObject({ 'standing-findings': '1', verdict: 'findings' });
  });

  it('of a new branch counts what the default branch has not', async () => {
    const host = await hosted();
    host.source.commit({ 'old.env': leak(50) });
    host.source.git('checkout', '-q', '-b', 'side');
    const after = host.source.commit({ 'new.env': leak(1) });
    const result = await pushed(host, { ref: SIDE, before: ZEROS, after, depth });
    expect(pathsIn(result)).toEqual(['new.env']);
    expect(result.outputs).toMatchObject({ 'standing-findings': '1' });
  });

  it('of a new branch without commits of its own brings nothing', async () => {
    const host = await hosted();
    const after = host.source.commit({ 'old.env': leak(50) });
    host.source.git('branch', 'side');
    const result = await pushed(host, { ref: SIDE, before: ZEROS, after, depth });
    expect(result.outputs).toMatchObject({ verdict: 'clean', 'standing-findings': '1' });
  });

  it('of two new branches, one on the other, counts everything once at least', async () => {
    const host = await hosted();
    host.source.git('checkout', '-q', '-b', 'side');
    const lower = host.source.commit({ 'lower.env': leak(1) });
    host.source.git('checkout', '-q', '-b', 'twin');
    host.source.git('checkout', '-q', '-b', 'upper');
    host.source.commit({ 'upper.env': leak(2) });
    const result = await pushed(host, { ref: SIDE, before: ZEROS, after: lower, depth });
    expect(pathsIn(result)).toEqual(['lower.env']);
  });

  it('of the first branch of all counts everything', async () => {
    const host = await hosted();
    host.source.commit({ 'first.env': leak(1) });
    const after = host.source.commit({ 'first.env': 'A=1\n' });
    const result = await pushed(host, { ref: MAIN, before: ZEROS, after, depth });
    expect(pathsIn(result)).toEqual(['first.env']);
    expect(result.read('report-file').notices.join()).toContain('no base revision');
  });

  it('by force counts what differs from the old tip, which only the server still has', async () => {
    const host = await hosted();
    const start = id(host);
    host.source.git('checkout', '-q', '-b', 'side');
    const before = host.source.commit({ 'old.env': leak(50) });
    host.publish();
    host.source.git('reset', '-q', '--hard', start);
    const after = host.source.commit({ 'old.env': leak(50), 'new.env': leak(1) });
    const result = await pushed(host, { ref: SIDE, before, after, depth, forced: true });
    expect(pathsIn(result)).toEqual(['new.env', 'old.env']);
  });

  it('by force over a tip that is gone counts what the default branch has not', async () => {
    const host = await hosted();
    host.source.commit({ 'old.env': leak(50) });
    host.source.git('checkout', '-q', '-b', 'side');
    const after = host.source.commit({ 'new.env': leak(1) });
    const result = await pushed(host, { ref: SIDE, before: '1'.repeat(40), after, depth, forced: true });
    expect(pathsIn(result)).toEqual(['new.env']);
    expect(result.read('report-file').notices.join()).toContain('cannot be fetched any more');
  });

  it('by force over the default branch, whose old tip is gone, is never called clean', async () => {
    const host = await hosted();
    const after = host.source.commit({ 'a.txt': 'x\n' });
    const result = await pushed(host, { ref: MAIN, before: '1'.repeat(40), after, depth, forced: true });
    expect(result.outputs).toMatchObject({ verdict: 'incomplete' });
    expect(result.status).toBe(3);
  });

  it('of a tag counts its message, and commits that no branch has', async () => {
    const host = await hosted();
    host.source.commit({ 'old.env': leak(50) });
    host.source.git('checkout', '-q', '--detach');
    host.source.commit({ 'loose.env': leak(1) });
    host.source.git('tag', '-a', 'v1', '-m', `release\n\n${leak(2)}`);
    host.source.git('checkout', '-q', 'main');
    const result = await pushed(host, { ref: 'refs/tags/v1', before: ZEROS, after: id(host, 'v1'), depth });
    expect(pathsIn(result)).toEqual(['loose.env', 'tag v1']);
  });

  it('of a tag on the default branch brings nothing', async () => {
    const host = await hosted();
    host.source.commit({ 'old.env': leak(50) });
    host.source.git('tag', 'v1');
    const result = await pushed(host, { ref: 'refs/tags/v1', before: ZEROS, after: id(host, 'v1'), depth });
    expect(result.outputs).toMatchObject({ verdict: 'clean', 'standing-findings': '1' });
  });

  it('to a branch is judged by the default branch, not by the push before it', async () => {
    const host = await hosted();
    host.source.git('checkout', '-q', '-b', 'side');
    const before = host.source.commit({ '.keysweep.json': '{"issuers": ["okx"]}' });
    const after = host.source.commit({ 'new.env': leak(1) });
    const result = await pushed(host, { ref: SIDE, before, after, depth });
    expect(pathsIn(result)).toEqual(['new.env']);
  });

  it('that is scheduled reads the whole history', async () => {
    const host = await hosted();
    host.source.commit({ 'gone.env': leak(1) });
    host.source.git('rm', '-q', 'gone.env');
    const sha = host.source.commit({ 'a.txt': 'x\n' });
    host.publish();
    const job = (inputs: Record<string, string>) =>
      runJob({
        event: 'schedule',
        payload: { schedule: '0 4 * * 1' },
        ref: MAIN,
        sha,
        workspace: checkout(host, { ref: MAIN, sha, depth }),
        serverUrl: host.serverUrl,
        inputs,
      });
    const whole = await job({});
    expect(whole.read('report-file').mode).toBe('history');
    expect(pathsIn(whole)).toEqual(['gone.env']);
    expect(whole.status).toBe(1);
    const [command] = whole.commands;
    expect(command!.properties).not.toHaveProperty('file');
    expect(command!.data).toContain('In gone.env:2:20 of commit');
    const files = await job({ 'full-scan': 'tree' });
    expect(files.outputs).toMatchObject({ verdict: 'clean' });
    expect(files.status).toBe(0);
  });
});

describe('other events', () => {
  it('a merge queue judges what its group brings', async () => {
    const host = await hosted();
    const base = host.source.commit({ 'old.env': leak(50) });
    const head = host.source.commit({ 'new.env': leak(1) });
    host.source.git('update-ref', 'refs/heads/gh-readonly-queue/main/pr-7', head);
    host.source.git('reset', '-q', '--hard', base);
    host.publish();
    const ref = 'refs/heads/gh-readonly-queue/main/pr-7';
    const result = await runJob({
      event: 'merge_group',
      payload: { merge_group: { head_sha: head, base_sha: base, head_ref: ref, base_ref: MAIN } },
      ref,
      sha: head,
      workspace: checkout(host, { ref, sha: head, depth: 1 }),
      serverUrl: host.serverUrl,
    });
    expect(pathsIn(result)).toEqual(['new.env']);
    expect(result.outputs).toMatchObject({ 'standing-findings': '1' });
  });

  it('a deleted branch leaves nothing to scan', async () => {
    const host = await hosted();
    const sha = id(host);
    const result = await runJob({
      event: 'push',
      payload: pushPayload({ ref: SIDE, before: sha, after: ZEROS }),
      ref: SIDE,
      sha,
      workspace: checkout(host, { ref: MAIN, sha, depth: 1 }),
      serverUrl: host.serverUrl,
    });
    expect(result).toMatchObject({ status: 0, outputs: { verdict: 'clean' } });
    expect(result.log).toContain('a branch or tag was deleted');
  });

  it('started by hand in a shallow clone without a server: the files, and never "clean"', async () => {
    const host = await hosted();
    host.source.commit({ 'a.txt': 'y\n' });
    const result = await runJob({
      event: 'workflow_dispatch',
      payload: { inputs: {} },
      ref: MAIN,
      sha: id(host),
      workspace: checkout(host, { ref: MAIN, sha: id(host), depth: 1 }),
      serverUrl: 'http://127.0.0.1:9',
    });
    expect(result).toMatchObject({ status: 3, outputs: { verdict: 'incomplete' } });
    expect(result.log).toContain('shallow clone');
  });

  it.each([
    ['a workspace without a repository', {}, 'no git repository in the workspace'],
    [
      'an event without a commit',
      { payload: { before: ZEROS, repository: {} } },
      'after of the event is no commit',
    ],
    ['a wrong input', { inputs: { comment: 'yes' } }, 'the input comment must be true or false'],
    ['a choice that is none', { inputs: { 'full-scan': 'all' } }, 'full-scan must be one of history, tree'],
    ['a path out of the repository', { inputs: { config: '../own.json' } }, 'a path within the repository'],
    ['a server that is not encrypted', { env: { GITHUB_SERVER_URL: 'http://github.test' } }, 'not encrypted'],
  ])('%s ends with exit code 2 and a clear line', async (name, change, message) => {
    const host = await hosted();
    const sha = id(host);
    const workspace = checkout(host, { ref: MAIN, sha, depth: 1 });
    const payload = pushPayload({ ref: MAIN, before: sha, after: sha });
    const job = { event: 'push', payload, ref: MAIN, sha, workspace, serverUrl: host.serverUrl };
    const place = name.startsWith('a workspace') ? { workspace: workspaceIn(workspace) } : {};
    const result = await runJob({ ...job, ...place, ...change });
    expect(result.status).toBe(2);
    expect(result.outputs).toMatchObject({ verdict: 'error', 'exit-code': '2' });
    expect(result.commands).toMatchObject([{ name: 'error', data: expect.stringContaining(message) }]);
  });
});

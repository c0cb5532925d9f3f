import { describe, expect, it } from 'vitest';
import { leak, secretPieces } from '../cli/keysweep.ts';
import { openScratch } from '../git/scratch.ts';
import { checkout, type Hosted, hosted, pullPayload, type Result, runJob, TOKEN, testMerge } from './job.ts';

interface PullRequest extends Hosted {
  base: string;
  head: string;
  merge: string;
}

/** Main has a key; the side brings one and takes it out again, then one that stays; main goes on meanwhile. */
async function pullRequest(): Promise<PullRequest & { bad: string }> {
  const host = await hosted();
  const { source } = host;
  source.commit({ 'old.env': leak(50) });
  source.git('checkout', '-q', '-b', 'side');
  const bad = source.commit({ 'gone.env': leak(1) });
  source.commit({ 'gone.env': 'A=1\n' });
  const head = source.commit({ 'bots/kept.env': leak(2) });
  return { ...finish(host, head), bad };
}

function finish(host: Hosted, head: string): PullRequest {
  const { source } = host;
  source.git('checkout', '-q', 'main');
  const base = source.commit({ 'more.txt': 'x\n' });
  const merge = testMerge(source, { base, head });
  host.publish();
  return { ...host, base, head, merge };
}

interface Variant {
  depth: number;
  event?: string;
  fork?: boolean;
  path?: string;
  inputs?: Record<string, string>;
  without?: string[];
  isPartial?: boolean;
  /** What the runner checks out; by default the test merge. */
  ref?: string;
  sha?: string;
}

function run(pull: PullRequest, variant: Variant): Promise<Result> {
  const {
    depth,
    event = 'pull_request',
    fork = true,
    path,
    inputs = {},
    without,
    isPartial = false,
  } = variant;
  const { ref = 'refs/pull/7/merge', sha = pull.merge } = variant;
  const workspace = checkout(pull, { ref, sha, depth, isPartial, ...(path !== undefined && { path }) });
  return runJob({
    event,
    payload: pullPayload({ base: pull.base, head: pull.head, fork }),
    ref,
    sha,
    workspace,
    serverUrl: pull.serverUrl,
    inputs: { ...(path !== undefined && { path }), comment: 'false', ...inputs },
    ...(without !== undefined && { without }),
  });
}

const pathsIn = (report: ReturnType<Result['read']>) =>
  report.findings.flatMap(({ occurrences }) => occurrences.map(({ path }) => path)).sort();

describe.each([1, 0])('a pull request in a checkout of depth %i', (depth) => {
  it('is blocked by what it introduces, and told apart from what stood there', async () => {
    const pull = await pullRequest();
    const result = await run(pull, { depth });
    expect(result.outputs).toMatchObject({
      verdict: 'findings',
      'exit-code': '1',
      'new-findings': '2',
      'standing-findings': '1',
    });
    expect(result.status).toBe(1);
    expect(pathsIn(result.read('report-file'))).toEqual(['bots/kept.env', 'gone.env']);
    expect(result.commands).toMatchObject([
      { name: 'error', properties: { file: 'bots/kept.env', line: '2', title: 'critical: Binance' } },
      { name: 'error', data: expect.stringContaining('In gone.env:2:20 of commit') },
      { name: 'warning', properties: { file: 'old.env', line: '2' } },
    ]);
    expect(result.commands[1]!.properties).not.toHaveProperty('file');
    expect(result.commands[1]!.data).toContain(pull.bad.slice(0, 10));
    expect(result.summary).toContain('2 leaked credentials');
    expect(result.summary).toContain('Not new: 1 credential that stood there before');
    const told = result.log + result.summary + JSON.stringify(result.outputs);
    for (const piece of [1, 2, 50].flatMap(secretPieces)) expect(told).not.toContain(piece);
    expect(told).not.toContain('ghs_');
  });

  it('gives code scanning what stands in the files', async () => {
    const result = await run(await pullRequest(), { depth });
    const results = result.read('sarif-file').runs[0]!.results;
    const places = results.map(({ locations }) => locations[0]!.physicalLocation.artifactLocation.uri);
    expect(places.sort()).toEqual(['bots/kept.env', 'old.env']);
  });

  it('passes without anything new', async () => {
    const host = await hosted();
    host.source.commit({ 'old.env': leak(50) });
    host.source.git('checkout', '-q', '-b', 'side');
    const pull = finish(host, host.source.commit({ 'a.txt': 'x\n' }));
    const result = await run(pull, { depth });
    expect(result.outputs).toMatchObject({ verdict: 'clean', 'new-findings': '0', 'standing-findings': '1' });
    expect(result.status).toBe(0);
    expect(result.commands.map(({ name }) => name)).toEqual(['warning']);
  });

  it('is scanned from its first commit to its last, however many they are', async () => {
    const host = await hosted();
    const { source } = host;
    source.git('checkout', '-q', '-b', 'side');
    source.commit({ 'first.env': leak(1) });
    source.commit({ 'first.env': 'A=1\n' });
    for (let at = 0; at < 80; at++)
      source.git('commit', '-q', '--allow-empty', '--no-verify', '-m', `step ${at}`);
    const result = await run(finish(host, source.git('rev-parse', 'HEAD')), { depth });
    expect(pathsIn(result.read('report-file'))).toEqual(['first.env']);
    expect(result.status).toBe(1);
  });

  it('cannot silence its own scan', async () => {
    const host = await hosted();
    const { source } = host;
    source.commit({ '.keysweep.json': '{"minConfidence": "possible"}' });
    source.git('checkout', '-q', '-b', 'side');
    const mark = ['keysweep', 'allow'].join(':');
    const lines = leak(3).trimEnd().split('\n');
    source.commit({ 'a.env': lines.map((line) => `${line} # ${mark} fine\n`).join('') });
    const head = source.commit({
      '.keysweep.json': '{"issuers": ["okx"], "exclude": ["**"]}',
      'b.env': leak(4),
    });
    const result = await run(finish(host, head), { depth });
    expect(result.status).toBe(1);
    expect(pathsIn(result.read('report-file'))).toEqual(['a.env', 'b.env']);
    const notices = result.read('report-file').notices.join('\n');
    expect(notices).toContain('This change touches .keysweep.json');
    expect(notices).toContain(`${mark} is not honoured`);
    expect(notices).toContain('a.env:2');
    expect(result.summary).toContain('This change touches .keysweep.json');
    const results = result.read('sarif-file').runs[0]!.results;
    expect(
      results.filter((one) => 'suppressions' in one && (one.suppressions as unknown[]).length > 0),
    ).toEqual([]);
  });

  it('takes the configuration that the workflow names from the base', async () => {
    const host = await hosted();
    const { source } = host;
    source.commit({ '.github/keysweep.json': '{"issuers": ["okx"]}' });
    source.git('checkout', '-q', '-b', 'side');
    const head = source.commit({ 'b.env': leak(4), '.github/keysweep.json': '{}' });
    const pull = finish(host, head);
    expect((await run(pull, { depth })).status).toBe(1);
    const config = '.github/keysweep.json';
    const named = await run(pull, { depth, inputs: { config } });
    expect(named.outputs).toMatchObject({ verdict: 'clean' });
    expect(named.read('report-file').notices.join()).toContain(config);
    const missing = await run(pull, { depth, inputs: { config: 'none.json' } });
    expect(missing.status).toBe(2);
    expect(missing.outputs).toMatchObject({ verdict: 'error', 'exit-code': '2' });
    expect(missing.commands).toMatchObject([{ name: 'error', data: expect.stringContaining('none.json') }]);
  });
});

describe('a pull request', () => {
  it('leaves no token and no ref behind in the checkout', async () => {
    const { workspace, outputs } = await run(await pullRequest(), { depth: 1 });
    expect(outputs.verdict).toBe('findings');
    const git = openScratch(workspace).git;
    expect(git('for-each-ref', '--format=%(refname)')).toBe('refs/remotes/pull/7/merge');
    expect(git('config', '--local', '--list')).not.toContain(
      Buffer.from(TOKEN).toString('base64').slice(4, 24),
    );
    expect(git('status', '--porcelain')).toBe('');
  });

  it('in a clone that lacks contents is never called clean', async () => {
    const host = await hosted();
    host.source.git('checkout', '-q', '-b', 'side');
    host.source.commit({ 'gone.env': leak(1) });
    const pull = finish(host, host.source.commit({ 'gone.env': 'A=1\n' }));
    const result = await run(pull, { depth: 0, isPartial: true });
    expect(result).toMatchObject({ status: 3, outputs: { verdict: 'incomplete' } });
    expect(result.summary).toContain('missing');
  });

  it('loads no more than it needs', async () => {
    const host = await hosted();
    host.source.git('checkout', '-q', '-b', 'side');
    const pull = finish(host, host.source.commit({ 'a.txt': 'x\n' }));
    const without = ['run/comment.js', 'run/undici.js', 'rules/facts.js', 'history/worker.js'];
    expect((await run(pull, { depth: 1, without })).outputs).toMatchObject({ verdict: 'clean' });
  });

  it('may be checked out into a folder', async () => {
    const result = await run(await pullRequest(), { depth: 1, path: 'src/bot' });
    expect(result.commands[0]).toMatchObject({ properties: { file: 'src/bot/bots/kept.env' } });
  });

  it('is data where the base branch is what runs', async () => {
    const pull = await pullRequest();
    const result = await run(pull, {
      depth: 1,
      event: 'pull_request_target',
      ref: 'refs/heads/main',
      sha: pull.base,
    });
    expect(pathsIn(result.read('report-file'))).toEqual(['bots/kept.env', 'gone.env']);
    expect(result.outputs).toMatchObject({ verdict: 'findings', 'standing-findings': '1' });
  });

  it('that is merged meanwhile is judged all the same', async () => {
    const pull = await pullRequest();
    pull.source.git('merge', '-q', '--no-ff', '--no-verify', '-m', 'merged', 'side');
    const result = await run(pull, { depth: 0 });
    expect(result.outputs).toMatchObject({ verdict: 'findings', 'new-findings': '2' });
  });

  it('whose base cannot be had is scanned as it stands, and is never called clean', async () => {
    const host = await hosted();
    host.source.git('checkout', '-q', '-b', 'side');
    const pull = finish(host, host.source.commit({ 'a.txt': 'x\n' }));
    const unreachable = { ...pull, serverUrl: 'http://127.0.0.1:9' };
    const clean = await run(unreachable, { depth: 1 });
    expect(clean.outputs).toMatchObject({ verdict: 'incomplete', 'exit-code': '3', 'new-findings': '0' });
    expect(clean.status).toBe(3);
    expect(clean.log).toContain('cannot be fetched');
    expect(clean.commands).toMatchObject([
      { name: 'error', data: expect.stringContaining('does not prove') },
    ]);
    const leaking = await run({ ...(await pullRequest()), serverUrl: 'http://127.0.0.1:9' }, { depth: 1 });
    expect(leaking.status).toBe(1);
    expect(pathsIn(leaking.read('report-file'))).toEqual(['bots/kept.env', 'old.env']);
  });
});

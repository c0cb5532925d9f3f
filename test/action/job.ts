import { spawn } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, onTestFinished } from 'vitest';
import { openScratch, type Scratch, scratchFolder, scratchRepository } from '../git/scratch.ts';
import { startSimulator } from '../github/simulator/simulator.ts';

const ROOT = join(import.meta.dirname, '..', '..');

export const ZEROS = '0'.repeat(40);
/** Half a token each, so that no file holds one. */
export const TOKEN = ['ghs', 'TestTokenOfTheJob0123456789'].join('_');

/** What actions/checkout left in the configuration, and the server takes no more: ours has to go alone. */
const STALE_TOKEN = ['ghs', 'TokenOfAnEarlierStep012345'].join('_');

/** A repository on a GitHub of the test's own. */
export interface Hosted {
  /** What its server has; push to it with `publish`. */
  source: Scratch;
  serverUrl: string;
  /** Makes the server have what the source has now. */
  publish(): void;
}

export const NAME = 'acme/bot';

export async function hosted(): Promise<Hosted> {
  const source = scratchRepository();
  source.commit({ 'readme.txt': 'A bot.\n' });
  const simulator = await startSimulator({
    organizations: ['acme'],
    tokens: [{ token: TOKEN }],
    repositories: [{ name: NAME, git: source.folder, private: true }],
  });
  onTestFinished(() => simulator.close());
  return { source, serverUrl: simulator.serverUrl, publish: () => simulator.push(NAME) };
}

export interface CheckoutOptions {
  /** The ref as the runner names it: `refs/heads/main`, `refs/pull/7/merge`, `refs/tags/v1`. */
  ref: string;
  sha: string;
  /** 0 is everything. */
  depth: number;
  /** The folder below the workspace. */
  path?: string;
  /** Without the contents of files that are not checked out. */
  isPartial?: boolean;
}

/**
 * A workspace as actions/checkout leaves it (v4.2, `git-command-manager.ts` and `ref-helper.ts`, read 2026-11), with
 * its own authorisation header in the configuration, as it is up to v5. Fetched from the disk: the server is in this
 * process, which waits here.
 */
export function checkout({ serverUrl, source }: Hosted, options: CheckoutOptions): string {
  const { ref, sha, depth, path = '.', isPartial = false } = options;
  const workspace = scratchFolder();
  const folder = join(workspace, path);
  mkdirSync(folder, { recursive: true });
  const { git } = openScratch(folder);
  git('init', '-q', '.');
  git('remote', 'add', 'origin', `${serverUrl}/${NAME}`);
  const basic = Buffer.from(`x-access-token:${STALE_TOKEN}`).toString('base64');
  git('config', '--local', `http.${serverUrl}/.extraheader`, `AUTHORIZATION: basic ${basic}`);
  const target = ref
    .replace(/^refs\/heads\//, 'refs/remotes/origin/')
    .replace(/^refs\/pull\//, 'refs/remotes/pull/');
  const all = ['+refs/heads/*:refs/remotes/origin/*', '+refs/tags/*:refs/tags/*'];
  const own = depth === 0 && !ref.startsWith('refs/pull/') ? [] : [`+${sha}:${target}`];
  const filter = isPartial ? ['--filter=blob:none'] : [];
  const how = [...filter, ...(depth === 0 ? [] : [`--depth=${depth}`])];
  const from = `file://${source.folder}`;
  if (isPartial) source.git('config', 'uploadpack.allowFilter', 'true');
  git(
    'fetch',
    '-q',
    '--no-tags',
    '--no-recurse-submodules',
    ...how,
    from,
    ...(depth === 0 ? all : []),
    ...own,
  );
  if (ref.startsWith('refs/heads/'))
    git('checkout', '-q', '--force', '-B', ref.slice('refs/heads/'.length), target);
  else git('checkout', '-q', '--force', '--detach', target);
  return workspace;
}

export interface Job {
  event: string;
  payload: object;
  ref?: string;
  sha: string;
  workspace: string;
  serverUrl: string;
  /** Where the API is, if it is asked at all. */
  apiUrl?: string;
  inputs?: Record<string, string>;
  env?: Record<string, string>;
  /** Files of the Action that are taken away, to show that they are not needed. */
  without?: string[];
}

export interface Result {
  status: number | null;
  log: string;
  outputs: Record<string, string>;
  summary: string;
  /** Lines that the runner would obey, and those it would not see because a step stopped it from looking. */
  commands: { name: string; properties: Record<string, string>; data: string }[];
  /** Where the job ran. */
  workspace: string;
  /** The file that an output names, parsed. */
  read(output: string): ReportFile;
}

/** What tests look at in the JSON report and in SARIF. */
export interface ReportFile {
  mode: string;
  notices: string[];
  findings: {
    fingerprint: string;
    occurrences: { path: string; commit?: { id: string }; object?: string }[];
  }[];
  runs: { results: { locations: { physicalLocation: { artifactLocation: { uri: string } } }[] }[] }[];
}

/** Runs the bundle as the runner does: node, the environment, the payload in a file, nothing else. */
export async function runJob(job: Job): Promise<Result> {
  const files = scratchFolder();
  const at = (name: string): string => join(files, name);
  mkdirSync(at('temp'));
  for (const name of ['output', 'summary']) writeFileSync(at(name), '');
  writeFileSync(at('event.json'), JSON.stringify(job.payload));
  const inputs = { 'github-token': TOKEN, ...job.inputs };
  const env = {
    PATH: process.env.PATH ?? '',
    HOME: files,
    GITHUB_ACTIONS: 'true',
    GITHUB_EVENT_NAME: job.event,
    GITHUB_EVENT_PATH: at('event.json'),
    GITHUB_REPOSITORY: NAME,
    GITHUB_REF: job.ref ?? '',
    GITHUB_SHA: job.sha,
    GITHUB_WORKSPACE: job.workspace,
    GITHUB_WORKFLOW: 'keys',
    GITHUB_JOB: 'scan',
    GITHUB_SERVER_URL: job.serverUrl,
    GITHUB_API_URL: job.apiUrl ?? `${job.serverUrl}/api/v3`,
    GITHUB_OUTPUT: at('output'),
    GITHUB_STEP_SUMMARY: at('summary'),
    RUNNER_TEMP: at('temp'),
    ...Object.fromEntries(
      Object.entries(inputs).map(([name, value]) => [`INPUT_${name.toUpperCase()}`, value]),
    ),
    ...job.env,
  };
  const child = spawn(process.execPath, [program(job.without)], { cwd: job.workspace, env });
  const chunks: Buffer[] = [];
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => chunks.push(chunk));
  const status = await new Promise<number | null>((resolve) => child.on('close', resolve));
  const log = Buffer.concat(chunks).toString('utf8');
  const outputs = parseOutputs(readFileSync(at('output'), 'utf8'));
  return {
    status,
    log,
    outputs,
    summary: readFileSync(at('summary'), 'utf8'),
    commands: obeyed(log),
    workspace: job.workspace,
    read: (output) => JSON.parse(readFileSync(outputs[output]!, 'utf8')),
  };
}

/** As the runner reads the file of outputs: `NAME<<WORD`, lines, `WORD`. */
export function parseOutputs(text: string): Record<string, string> {
  const outputs: Record<string, string> = {};
  const lines = text.split('\n');
  for (let at = 0; at < lines.length; at++) {
    const [, name, word] = /^([^=<]+)<<(.+)$/.exec(lines[at]!) ?? [];
    if (name === undefined) continue;
    const end = lines.indexOf(word!, at + 1);
    outputs[name] = lines.slice(at + 1, end).join('\n');
    at = end;
  }
  return outputs;
}

const NAMES =
  'add-mask|add-matcher|remove-matcher|debug|warning|error|notice|group|endgroup|echo|set-env|add-path|set-output|save-state|internal-set-repo-path|stop-commands';

/** An independent reading of a log by the rules of the runner's ActionCommand.cs: both syntaxes, and when it looks away. */
export function obeyed(log: string): Result['commands'] {
  const commands: Result['commands'] = [];
  let until: string | null = null;
  for (const line of log.split(/\r\n|\r|\n/)) {
    if (until !== null) {
      if (line.trim() === `::${until}::`) until = null;
      continue;
    }
    const current = new RegExp(`^::(?<name>${NAMES})(?: (?<properties>.*?))?::(?<data>.*)$`, 'i').exec(
      line.trimStart(),
    );
    const old = new RegExp(`##\\[(?<name>${NAMES})(?: (?<properties>[^\\]]*))?\\](?<data>.*)$`, 'i').exec(
      line,
    );
    const found = (current ?? old)?.groups;
    if (found === undefined) continue;
    if (found.name === 'stop-commands') until = found.data ?? '';
    else
      commands.push({
        name: found.name!,
        properties: propertiesOf(found.properties ?? ''),
        data: decoded(found.data ?? ''),
      });
  }
  return commands;
}

function propertiesOf(text: string): Record<string, string> {
  const pairs = text.split(',').filter((pair) => pair.includes('='));
  return Object.fromEntries(
    pairs.map((pair) => [
      pair.slice(0, pair.indexOf('=')).trim(),
      decoded(pair.slice(pair.indexOf('=') + 1))
        .replaceAll('%3A', ':')
        .replaceAll('%2C', ','),
    ]),
  );
}

function decoded(text: string): string {
  return text.replaceAll('%0D', '\r').replaceAll('%0A', '\n').replaceAll('%25', '%');
}

const repository = (id: number) => ({ id, full_name: NAME, default_branch: 'main' });

/** The payload of `pull_request` events, as far as anybody reads it. */
export function pullPayload(pull: { base: string; head: string; fork?: boolean; number?: number }): object {
  const { base, head, fork = false, number = 7 } = pull;
  return {
    action: 'synchronize',
    number,
    pull_request: {
      number,
      base: { ref: 'main', sha: base, repo: repository(1) },
      head: { ref: 'side', sha: head, repo: repository(fork ? 2 : 1) },
    },
    repository: repository(1),
  };
}

export function pushPayload(push: { ref: string; before: string; after: string; forced?: boolean }): object {
  const { before, after, forced = false } = push;
  return {
    ref: push.ref,
    before,
    after,
    created: before === ZEROS,
    deleted: after === ZEROS,
    forced,
    repository: repository(1),
  };
}

/** Merges a branch as GitHub does for a pull request, and leaves the merge where it serves it. */
export function testMerge(source: Scratch, pull: { base: string; head: string; number?: number }): string {
  const { base, head, number = 7 } = pull;
  const tree = source.git('merge-tree', '--write-tree', base, head).split('\n')[0]!;
  const merge = source.git('commit-tree', tree, '-p', base, '-p', head, '-m', 'Merge');
  source.git('update-ref', `refs/pull/${number}/merge`, merge);
  source.git('update-ref', `refs/pull/${number}/head`, head);
  return merge;
}

const unpacked = new Map<string, string>();

/** The Action as a runner has it: its files and the manifest beside them, and no package anywhere around. */
function program(without: readonly string[] = []): string {
  const key = without.join();
  const folder = unpacked.get(key) ?? mkdtempSync(join(tmpdir(), 'keysweep-action-'));
  if (!unpacked.has(key)) {
    cpSync(join(ROOT, 'dist', 'action'), join(folder, 'action'), { recursive: true });
    cpSync(join(ROOT, 'package.json'), join(folder, 'package.json'));
    for (const file of without) rmSync(join(folder, 'action', file));
    unpacked.set(key, folder);
  }
  return join(folder, 'action', 'run', 'main.js');
}

afterAll(() => {
  for (const folder of unpacked.values()) rmSync(folder, { recursive: true, force: true });
});

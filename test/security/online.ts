import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { ClassicLevel } from 'classic-level';
import { board } from '../action/board.ts';
import { checkout, hosted, pullPayload, runJob, testMerge } from '../action/job.ts';
import { type Scratch, scratchFolder, scratchRepository } from '../git/scratch.ts';
import { type Started, start } from '../github/program.ts';
import { type Simulator, startSimulator } from '../github/simulator/simulator.ts';
import type { QueueServer } from '../sweep/queue/servers.ts';
import { objectIdsOf, type Trace } from './exercise.ts';
import type { Garden } from './planted.ts';

const TOKEN = ['ghp', 'canary'].join('_');
const LOUD = {
  DEBUG: '*',
  NODE_DEBUG: 'http,net,child_process,fs,stream',
  GIT_TRACE: '1',
  RUNNER_DEBUG: '1',
};
/** Of a gist; GitHub takes no more. */
const LONGEST_COMMENT = 65_000;
/** All formats write what `no-leak.test.ts` looks at; here it is what is told beside findings in files. */
const FORMATS = ['json', 'sarif', 'csv'];
const SWEEP_FORMATS = ['text', 'json', 'markdown', 'html', 'csv'];

/** What the commands about GitHub said and wrote. */
export interface Online {
  traces: Trace[];
  objects: ReadonlySet<string>;
}

/** The garden in a history, a pull request, a wiki, issues, comments, releases and a gist, and all commands on them. */
export async function exerciseGitHub(garden: Garden, how: 'well' | 'any'): Promise<Online> {
  const everything = Object.values(garden.files).join('\n\n');
  const { source, base, head } = layOut(garden);
  const wiki = scratchRepository();
  wiki.commit({ 'Home.md': everything });
  const text = { title: 'Key', body: everything, author: 'bob' };
  const simulator = await startSimulator({
    organizations: ['acme'],
    users: ['ann'],
    tokens: [{ token: TOKEN, login: 'ann' }],
    repositories: [
      {
        name: 'acme/bot',
        git: source.folder,
        wiki: wiki.folder,
        pulls: [{ number: 1, base, head, title: 'Key' }],
        issues: [{ number: 2, ...text, comments: [text] }],
        releases: [text],
      },
      { name: 'ann/own', git: source.folder },
    ],
    gists: [
      {
        id: 'a1',
        owner: 'ann',
        git: wiki.folder,
        comments: [{ ...text, body: everything.slice(0, LONGEST_COMMENT) }],
      },
    ],
  });
  try {
    const world = { simulator, folder: scratchFolder(), traces: [] as Trace[] };
    for (const args of wellFormed(world.folder)) await call(world, args);
    if (how === 'any') await goWrong(world);
    return {
      traces: withoutDrawn([...world.traces, ...(await written(world.folder))], garden),
      objects: new Set([...objectIdsOf(source), ...objectIdsOf(wiki)]),
    };
  } finally {
    await simulator.close();
  }
}

/** Everything in a commit of main that is gone again, and in a pull request. */
function layOut(garden: Garden): { source: Scratch; base: string; head: string } {
  const source = scratchRepository();
  const below = (folder: string) =>
    Object.fromEntries(Object.entries(garden.files).map(([path, text]) => [`${folder}/${path}`, text]));
  source.commit(below('old'), 'add');
  source.git('rm', '-rqf', 'old');
  const base = source.commit({ 'readme.txt': 'A bot.\n' }, 'remove');
  source.git('checkout', '-q', '-b', 'side');
  const head = source.commit(below('now'), `all of it\n\n${Object.values(garden.files).join('\n\n')}`);
  source.git('checkout', '-q', 'main');
  return { source, base, head };
}

interface World {
  simulator: Simulator;
  folder: string;
  traces: Trace[];
}

function wellFormed(folder: string): string[][] {
  const files = (names: string[], kind: string) =>
    names.flatMap((name) => ['-o', `${name}:${join(folder, 'out', `${kind}-${name}`)}`]);
  mkdirSync(join(folder, 'out'));
  const sweep = ['sweep', 'acme', '--state', join(folder, 'state')];
  return [
    [
      'github',
      'repo',
      'acme/bot',
      '-v',
      '--wiki',
      '--issues',
      '--releases',
      '--forced',
      ...files(FORMATS, 'repo'),
    ],
    ['github', 'pr', 'acme/bot#1', '-v', ...files(FORMATS, 'pull')],
    ['github', 'user', 'ann', '-v', '--gists', '--format', 'json'],
    [...sweep, '--sarif', join(folder, 'out', 'sarif'), ...files(SWEEP_FORMATS, 'sweep')],
    [...sweep, '--format', 'json'],
    ['sweep', '--merge', join(folder, 'state'), '--format', 'json'],
  ];
}

function begin({ simulator, folder }: World, args: string[]): Started {
  const temporary = join(folder, 'tmp');
  mkdirSync(temporary, { recursive: true });
  const home = { HOME: folder, TMPDIR: temporary, XDG_CACHE_HOME: join(folder, 'cache') };
  return start(args, { cwd: folder, env: { ...simulator.env(TOKEN), ...LOUD, ...home } });
}

async function call(world: World, args: string[], note = ''): Promise<void> {
  const program = begin(world, args);
  const running = watchArguments(program.pid);
  const { stdout, stderr } = await program.ended;
  const what = [...args.slice(0, 3), note].join(' ').trim();
  const lines = await running.stop();
  world.traces.push(
    { what: `${what}: stdout`, text: stdout },
    { what: `${what}: stderr`, text: stderr },
    { what: `${what}: arguments of processes`, text: lines },
  );
}

/** A clone and an API that fail in several ways, a token that is taken back, a sweep that is killed. */
async function goWrong(world: World): Promise<void> {
  const { simulator, folder } = world;
  const repo = ['github', 'repo', 'acme/bot', '-v', '--issues'];
  const state = join(folder, 'state-of-the-killed');
  for (const milliseconds of [300, 900, 1_500]) {
    const program = begin(world, ['sweep', 'acme', '--state', state]);
    await wait(milliseconds);
    program.kill('SIGKILL');
    const { stdout, stderr } = await program.ended;
    world.traces.push({
      what: `sweep killed after ${milliseconds} ms`,
      text: stdout + stderr,
    });
  }
  simulator.fault(/git-upload-pack$/, { connection: 'cut' }, { times: 99, afterwards: true });
  await call(world, repo, 'cut');
  await call(world, ['sweep', 'acme', '--state', state], 'cut');
  simulator.calm();
  simulator.fault(/issues/, { status: 502, body: { message: 'down' } }, { times: 99, afterwards: true });
  await call(world, repo, 'down');
  simulator.calm();
  simulator.revoke(TOKEN);
  await call(world, repo, 'revoked');
}

/**
 * Traces without what is drawn anew by every run: ports of servers, names of folders, ids of sweeps and leases, words
 * that end a command, digests. Some of their many digits always look like a run of a hex secret. A whole secret stays.
 */
function withoutDrawn(traces: readonly Trace[], { planted }: Garden): Trace[] {
  const secrets = new Set(planted.map(({ value }) => value));
  return traces.map(({ what, text }) => ({
    what,
    text: text
      .replace(SERVER, '')
      .replace(FOLDER, '')
      .replace(DRAWN, (digits) => (secrets.has(digits) ? digits : '')),
  }));
}

const SERVER = /127\.0\.0\.1:\d+/g;
const FOLDER = /\/run-[0-9a-f]{12}(?:\/\d+-[0-9a-f]{6})?/g;
const DRAWN =
  /(?<![0-9A-Za-z])(?:[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-)?(?:[0-9a-f]{12}|[0-9a-f]{18}|[0-9a-f]{32}|[0-9a-f]{64})(?![0-9A-Za-z])/g;

/** Looks at the arguments of a process and of all that it starts, until it is stopped. */
function watchArguments(pid: number): { stop(): Promise<string> } {
  const seen = new Set<string>();
  let isOver = false;
  const watching = (async () => {
    while (!isOver) {
      for (const one of descendantsOf(pid))
        seen.add(readOrEmpty(`/proc/${one}/cmdline`).replaceAll('\0', ' '));
      await wait(100);
    }
  })();
  return {
    async stop() {
      isOver = true;
      await watching;
      return [...seen].join('\n');
    },
  };
}

function descendantsOf(pid: number): number[] {
  const all = processes();
  const below = (one: number): number[] => [
    one,
    ...all.filter(({ parent }) => parent === one).flatMap(({ id }) => below(id)),
  ];
  return below(pid);
}

/** The parent is the fourth field of `/proc/PID/stat` (proc(5)); the second is in brackets and may hold anything. */
function processes(): { id: number; parent: number }[] {
  const ids = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  return ids.map((id) => {
    const fields = readOrEmpty(`/proc/${id}/stat`).split(') ').at(-1)?.split(' ') ?? [];
    return { id: Number(id), parent: Number(fields[1] ?? 0) };
  });
}

function readOrEmpty(file: string): string {
  try {
    return readFileSync(file, 'latin1');
  } catch {
    return '';
  }
}

/** Every file below a folder but those of clones, and what databases hold: their tables are compressed. */
async function written(folder: string): Promise<Trace[]> {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => !/\.git\/|\/cache\/keysweep\/|\/database\//.test(path));
  const traces = files.map((path) => ({ what: path.slice(folder.length), text: readFileSync(path, 'utf8') }));
  for (const name of readdirSync(folder).filter((name) => name.startsWith('state'))) {
    const records = await contentsOf(join(folder, name, 'database'));
    traces.push(...records.map((text) => ({ what: `a record of ${name}`, text })));
  }
  return traces;
}

async function contentsOf(path: string): Promise<string[]> {
  const database = new ClassicLevel<string, string>(path, { createIfMissing: false });
  try {
    await database.open();
    return (await database.iterator().all()).flat();
  } finally {
    await database.close();
  }
}

/** A sweep that leaves the work to a worker: what the queue was told, and what both said. */
export async function exerciseQueue(garden: Garden, server: QueueServer): Promise<Online> {
  const { source } = layOut(garden);
  const simulator = await startSimulator({
    organizations: ['acme'],
    tokens: [{ token: TOKEN, login: 'ann' }],
    repositories: [{ name: 'acme/bot', git: source.folder }],
  });
  const folder = scratchFolder();
  const env = { ...simulator.env(TOKEN), ...LOUD, HOME: folder, KEYSWEEP_QUEUE: server.url };
  const worker = start(['worker', '--jobs', '1'], { cwd: folder, env });
  const sweep = start(['sweep', 'acme', '--state', 'state', '--format', 'json'], { cwd: folder, env });
  const swept = await sweep.ended;
  worker.kill('SIGTERM');
  const worked = await worker.ended;
  await simulator.close();
  return {
    objects: objectIdsOf(source),
    traces: withoutDrawn(
      [
        { what: 'json of sweep', text: swept.stdout },
        { what: 'sweep: stderr', text: swept.stderr },
        { what: 'worker', text: worked.stdout + worked.stderr },
        { what: 'queue', text: server.dump() },
      ],
      garden,
    ),
  };
}

/** The Action on a pull request that brings the garden: log, outputs, summary, reports, comment. */
export async function exerciseAction(garden: Garden): Promise<Online> {
  const host = await hosted();
  const base = host.source.git('rev-parse', 'HEAD');
  host.source.git('checkout', '-q', '-b', 'side');
  const head = host.source.commit(garden.files, Object.values(garden.files).join('\n\n'));
  const sha = testMerge(host.source, { base, head });
  host.source.git('checkout', '-q', 'main');
  host.publish();
  const to = await board();
  const ref = 'refs/pull/7/merge';
  const result = await runJob({
    event: 'pull_request',
    payload: pullPayload({ base, head }),
    ref,
    sha,
    workspace: checkout(host, { ref, sha, depth: 0 }),
    serverUrl: host.serverUrl,
    apiUrl: to.apiUrl,
    env: LOUD,
  });
  const reports = ['report-file', 'sarif-file'].map((output) => JSON.stringify(result.read(output), null, 1));
  return {
    objects: objectIdsOf(host.source),
    traces: withoutDrawn(
      [
        { what: 'log', text: result.log },
        { what: 'summary', text: result.summary },
        { what: 'outputs', text: JSON.stringify(result.outputs) },
        { what: 'comment', text: to.comments.map(({ body }) => body).join('\n') },
        ...reports.map((text) => ({ what: 'json of the Action', text })),
      ],
      garden,
    ),
  };
}

import { spawn, spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { type Scratch, scratchRepository, testEnvironment } from '../git/scratch.ts';
import type { Garden } from './planted.ts';

/** Something the program said or wrote. */
export interface Trace {
  what: string;
  text: string;
}

export interface Exercise {
  traces: Trace[];
  /** Ids of all objects of the repository, whole and cut off anywhere from seven digits on. */
  objects: ReadonlySet<string>;
  /** Exit code by command line. */
  codes: Map<string, number | null>;
  /** What the runs added to `.git`; nothing, unless a command is about hooks. */
  addedToGit: string[];
}

const PROGRAMS = join(import.meta.dirname, '..', '..', 'dist', 'cli');
export const FORMATS = ['text', 'json', 'jsonl', 'sarif', 'markdown', 'html', 'csv'];

/**
 * Puts a garden into a repository in every way and runs everything that the program can do on it: only what
 * goes well, or also what goes wrong.
 */
export async function exercise(
  garden: Garden,
  folder: string,
  how: 'well' | 'any' = 'any',
): Promise<Exercise> {
  const place = layOut(garden, folder);
  const before = filesBelow(join(place.repository.folder, '.git'));
  const codes = new Map<string, number | null>();
  const traces: Trace[] = [];
  const calls =
    how === 'well' ? callsFor(place, garden) : [...failuresFor(place, garden), ...callsFor(place, garden)];
  for (const call of calls) {
    const { status, stdout, stderr } = runCall(place, call);
    const what = [call.program, ...call.args, call.note].join(' ');
    codes.set(what, status);
    if (call.args.at(-1) === 'json') traces.push({ what: `json of ${call.args[0]}`, text: stdout });
    traces.push({ what: `${what}: stdout`, text: stdout }, { what: `${what}: stderr`, text: stderr });
  }
  for (const [signal, milliseconds] of how === 'well' ? [] : KILLS)
    traces.push(await killed(place, signal, milliseconds));
  const added = filesBelow(join(place.repository.folder, '.git')).filter((path) => !before.includes(path));
  return {
    traces: [...traces, ...written(place, garden)],
    objects: objectIdsOf(place.repository),
    codes,
    addedToGit: added,
  };
}

/** Ids of all objects of a repository, whole and cut off anywhere from seven digits on. */
export function objectIdsOf(repository: Scratch): ReadonlySet<string> {
  const list = repository.git('cat-file', '--batch-all-objects', '--batch-check=%(objectname)').split('\n');
  return new Set(list.flatMap((id) => Array.from({ length: 34 }, (_, cut) => id.slice(0, 40 - cut))));
}

interface Place {
  repository: Scratch;
  commits: string[];
  /** Where reports go; beside it `tmp` and `home`. */
  out: string;
  folder: string;
}

/** Everything in a commit that is gone again, in messages of commits and tags, in a note, staged, and lying there. */
function layOut(garden: Garden, folder: string): Place {
  for (const name of ['out', 'tmp', 'home']) mkdirSync(join(folder, name), { recursive: true });
  const repository = scratchRepository({ folder: join(folder, 'repository') });
  const everything = Object.values(garden.files).join('\n\n');
  writeFileSync(join(folder, 'message'), `all of it\n\n${everything}`);
  repository.commit({ 'readme.txt': 'nothing yet\n' }, 'begin');
  repository.commit(below('old', garden.files), 'add');
  repository.git('rm', '-rqf', 'old');
  repository.git('commit', '-q', '--no-verify', '-F', join(folder, 'message'));
  repository.git('tag', '-a', 'v1', '-F', join(folder, 'message'));
  repository.git('notes', 'add', '-F', join(folder, 'message'));
  repository.stage(below('now', garden.files));
  const commits = repository.git('rev-list', '--all').split('\n');
  symlinkSync(join(folder, 'home', 'target.json'), join(folder, 'out', 'link.json'));
  return { repository, commits, out: join(folder, 'out'), folder };
}

function below(folder: string, files: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(files).map(([path, text]) => [`${folder}/${path}`, text]));
}

interface Call {
  program: 'main.js' | 'start.cjs';
  args: string[];
  input?: string;
  env?: Record<string, string>;
  note?: string;
}

function main(...args: string[]): Call {
  return { program: 'main.js', args };
}

function callsFor(place: Place, garden: Garden): Call[] {
  const everything = Object.values(garden.files).join('\n\n');
  const ref = `${place.commits.at(-1)}..HEAD`;
  const push = `refs/heads/main ${place.repository.git('rev-parse', 'HEAD')} refs/heads/main ${'0'.repeat(40)}\n`;
  return [
    ...FORMATS.map((format) => main('scan', '--verbose', '--jobs', '2', '--format', format)),
    ...['text', 'json'].flatMap((format) => [
      main('history', '--verbose', '--format', format),
      main('range', ref, '--verbose', '--format', format),
      main('staged', '--verbose', '--format', format),
    ]),
    main('scan', '--jobs', '1', ...FORMATS.flatMap((name) => ['-o', `${name}:${join(place.out, name)}`])),
    { ...main('scan', '-', '--name', 'bot.py'), input: everything },
    { program: 'start.cjs', args: ['staged'] },
    main('commit-msg', join(place.folder, 'message')),
    { ...main('pre-push', 'origin', 'https://example.org/x.git'), input: push },
    { ...main('pre-receive'), input: `${'0'.repeat(40)} ${place.commits[0]} refs/heads/main\n` },
    main('rules', 'list'),
    main('rules', 'show', 'binance'),
    main('rules', 'check'),
    main('explain', 'binance'),
    main('init'),
    main('doctor'),
    main('init', '--undo'),
    main('baseline', '--jobs', '2'),
    main('scan', '--verbose', '--format', 'json'),
  ];
}

function failuresFor(place: Place, garden: Garden): Call[] {
  const outputs = outputsThatFail(place).map((path) => main('scan', '--output', path));
  return [...outputs, ...brokenInputs(garden), ...DISASTERS.map((code, index) => thrown(place, code, index))];
}

function outputsThatFail({ out }: Place): string[] {
  return [join(out, 'no', 'folder.json'), join(out, 'link.json'), '/dev/full.json', out];
}

/** Files that hold secrets are taken for something else: what is said about them may quote nothing. */
function brokenInputs(garden: Garden): Call[] {
  const files = Object.keys(garden.files).map((path) => `now/${path}`);
  const json = files.filter((path) => path.endsWith('.json')).slice(0, 1);
  const yaml = files.filter((path) => /\.ya?ml$/.test(path)).slice(0, 1);
  const others = files.filter((path) => /\.(env|py|ts)$/.test(path)).slice(0, 1);
  const all = [...json, ...yaml, ...others];
  return [
    ...all.map((path) => main('scan', '--config', path)),
    ...all.map((path) => main('scan', '--baseline', path)),
    ...all.map((path) => main('rules', 'check', path)),
    ...all.map((path) => main('scan', 'readme.txt', '--rules', path)),
  ];
}

/** Defects whose messages quote what was read, over several lines that look like those of a stack. */
const QUOTE = `(data) => ['boom ', '    at ', '', 'at '].map((start) => start + data).join('\\n')`;
const DISASTERS = [
  `import fs from 'node:fs'; import { syncBuiltinESMExports } from 'node:module';
   const quote = ${QUOTE}; const read = fs.readSync; let count = 0;
   fs.readSync = (fd, into, ...more) => {
     const got = read(fd, into, ...more);
     if (++count % 3 === 0) throw new RangeError(quote(Buffer.from(into).toString('utf8', 0, got)));
     return got;
   };
   syncBuiltinESMExports();`,
  `import crypto from 'node:crypto'; import { syncBuiltinESMExports } from 'node:module';
   const quote = ${QUOTE}; const create = crypto.createHash;
   crypto.createHash = (...args) => {
     const hash = create(...args);
     hash.update = (data) => { const error = new TypeError(quote(data)); error.name = 'Type' + data; throw error; };
     return hash;
   };
   syncBuiltinESMExports();`,
  `import fs from 'node:fs'; import { syncBuiltinESMExports } from 'node:module';
   const quote = ${QUOTE}; const read = fs.readSync;
   fs.readSync = (fd, into, ...more) => {
     const got = read(fd, into, ...more);
     const text = Buffer.from(into).toString('utf8', 0, got);
     setImmediate(() => { throw new Error(quote(text)); });
     return got;
   };
   syncBuiltinESMExports();`,
];

function thrown(place: Place, code: string, index: number): Call {
  const file = join(place.folder, `disaster-${index}.mjs`);
  writeFileSync(file, code);
  const env = { NODE_OPTIONS: `--import=${file}` };
  return { program: 'main.js', args: ['scan', '--jobs', '1', '--verbose'], env, note: `disaster ${index}` };
}

function environment(place: Place): NodeJS.ProcessEnv {
  return testEnvironment({
    HOME: join(place.folder, 'home'),
    TMPDIR: join(place.folder, 'tmp'),
    DEBUG: '*',
    NODE_DEBUG: 'child_process,fs,worker,stream,timer,module,esm',
    KEYSWEEP_DEBUG: '1',
  });
}

function runCall(place: Place, { program, args, input, env }: Call) {
  return spawnSync(process.execPath, [join(PROGRAMS, program), ...args], {
    cwd: place.repository.folder,
    env: { ...environment(place), ...env },
    input: input ?? '',
    encoding: 'utf8',
    maxBuffer: 256 * 1024 * 1024,
  });
}

const KILLS: [NodeJS.Signals, number][] = [
  ['SIGINT', 200],
  ['SIGTERM', 500],
  ['SIGKILL', 900],
];

async function killed(place: Place, signal: NodeJS.Signals, milliseconds: number): Promise<Trace> {
  const output = join(place.out, `killed-${signal}-${milliseconds}.json`);
  const child = spawn(process.execPath, [join(PROGRAMS, 'main.js'), 'scan', '-v', '-o', output], {
    cwd: place.repository.folder,
    env: environment(place),
  });
  let text = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (text += chunk));
  const ended = new Promise((resolve) => child.on('close', resolve));
  await wait(milliseconds);
  child.kill(signal);
  await ended;
  return { what: `scan killed by ${signal} after ${milliseconds} ms`, text };
}

/** Every file that was not there before: in the repository, and in the folders that a program may think its own. */
function written(place: Place, garden: Garden): Trace[] {
  const { repository, folder } = place;
  const known = new Set(Object.keys(garden.files).map((path) => `now/${path}`));
  const left = ['out', 'tmp', 'home'].flatMap((name) =>
    filesBelow(join(folder, name)).map((path) => join(folder, name, path)),
  );
  const inTree = filesBelow(repository.folder).filter(
    (path) => !path.startsWith('.git/') && !known.has(path),
  );
  return [...left, ...inTree.map((path) => join(repository.folder, path))].map((path) => ({
    what: path.slice(folder.length),
    text: readFileSync(path, 'utf8'),
  }));
}

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1));
}

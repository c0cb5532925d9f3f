import { spawn, spawnSync } from 'node:child_process';
import { closeSync, mkdirSync, openSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { keysweep, leak, PROGRAM } from '../cli/keysweep.ts';
import {
  type Scratch,
  scratchFolder,
  scratchRepository,
  testEnvironment,
  writeFiles,
} from '../git/scratch.ts';

interface Misuse {
  name: string;
  args: string[];
  says: RegExp;
  prepare?(repository: Scratch): unknown;
  input?: string;
}

const RULE = 'id: broken\nname: [\n';

const MISUSES: Misuse[] = [
  {
    name: 'an unknown option',
    args: ['scan', '--formt', 'json'],
    says: /unknown option --formt[\s\S]*--format/,
  },
  { name: 'an unknown short option', args: ['scan', '-Z'], says: /unknown option -Z/ },
  { name: 'an unknown command', args: ['scann'], says: /no command "scann"[\s\S]*"scan"/ },
  { name: 'an option without its value', args: ['scan', '--format'], says: /--format.*needs a value/ },
  { name: 'a flag with a value', args: ['scan', '--all=yes'], says: /--all.*takes no value/ },
  { name: 'an unknown format', args: ['scan', '--format', 'xml'], says: /--format cannot be "xml"/ },
  { name: 'an unknown level', args: ['scan', '--min-severity', 'worst'], says: /--min-severity cannot be/ },
  { name: 'an unknown issuer', args: ['scan', '--issuer', 'binanse'], says: /binanse/ },
  { name: 'no number of jobs', args: ['scan', '--jobs', 'many'], says: /--jobs must be a whole number/ },
  { name: 'a path that is not there', args: ['scan', 'gone'], says: /gone/ },
  { name: 'a path longer than any', args: ['scan', 'b/'.repeat(3000)], says: /no readable file or folder/ },
  {
    name: 'a path in a circle',
    args: ['scan', 'circle/a'],
    prepare: ({ folder }) => symlinkSync('circle', join(folder, 'circle')),
    says: /no readable file or folder at circle/,
  },
  { name: 'a file in the place of a folder', args: ['scan', 'a/b'], says: /no readable file or folder at a/ },
  { name: 'the same for a baseline', args: ['baseline', 'a/b'], says: /no readable file or folder at a/ },
  { name: 'standard input and a path', args: ['scan', '-', 'a'], says: /standard input/ },
  { name: 'a name without standard input', args: ['scan', '--name', 'a'], says: /--name/ },
  { name: 'no range', args: ['range'], says: /which commits/ },
  { name: 'two ranges', args: ['range', 'HEAD', 'HEAD'], says: /which commits/ },
  { name: 'an unknown revision', args: ['range', 'nowhere..HEAD'], says: /nowhere/ },
  { name: 'an unknown commit', args: ['range', 'nowhere'], says: /nowhere/ },
  { name: 'a range that looks like an option', args: ['range', '--', '--output=x..HEAD'], says: /./ },
  { name: 'no date', args: ['history', '--since', 'yesterday'], says: /--since/ },
  { name: 'two repositories', args: ['history', 'a', 'b'], says: /one repository/ },
  { name: 'a name for staged', args: ['staged', 'a'], says: /takes no names/ },
  { name: 'an issuer that is none', args: ['explain', 'nobody'], says: /nobody/ },
  { name: 'no issuer', args: ['explain'], says: /issuer/i },
  { name: 'rules without a verb', args: ['rules'], says: /list/ },
  { name: 'rules with another verb', args: ['rules', 'lst'], says: /list/ },
  { name: 'a configuration that is not there', args: ['scan', '--config', 'gone.json'], says: /gone\.json/ },
  {
    name: 'a broken configuration',
    args: ['scan'],
    prepare: ({ folder }) => writeFileSync(join(folder, '.keysweep.json'), '{\n "exclude": [,]\n}\n'),
    says: /\.keysweep\.json:2:/,
  },
  {
    name: 'a configuration with an unknown key',
    args: ['scan'],
    prepare: ({ folder }) => writeFileSync(join(folder, '.keysweep.json'), '{\n "exclud": []\n}\n'),
    says: /\.keysweep\.json:2: unknown key[\s\S]*"exclude"/,
  },
  {
    name: 'a configuration that is a folder',
    args: ['scan', '--config', 'folder'],
    prepare: ({ folder }) => mkdirSync(join(folder, 'folder')),
    says: /folder: cannot be read/,
  },
  {
    name: 'a broken baseline',
    args: ['scan'],
    prepare: ({ folder }) => writeFileSync(join(folder, '.keysweep-baseline'), 'what is this\n'),
    says: /\.keysweep-baseline:1/,
  },
  {
    name: 'a baseline of another kind of file',
    args: ['staged', '--baseline', 'a'],
    says: /a:1/,
  },
  {
    name: 'a broken rule file',
    args: ['scan', '--rules', 'rule.yaml'],
    prepare: ({ folder }) => writeFileSync(join(folder, 'rule.yaml'), RULE),
    says: /rule\.yaml/,
  },
  { name: 'rules that are not there', args: ['scan', '--rules', 'gone.yaml'], says: /gone\.yaml/ },
  { name: 'an output without a format', args: ['scan', '-o', 'report'], says: /the ending tells no format/ },
  { name: 'an output in no folder', args: ['scan', '-o', 'no/report.json'], says: /no\/report\.json/ },
  {
    name: 'an output that is a link',
    args: ['scan', '-o', 'link.json'],
    prepare: ({ folder }) => symlinkSync('elsewhere', join(folder, 'link.json')),
    says: /link\.json: is a link/,
  },
  { name: 'one output twice', args: ['scan', '-o', 'a.json', '-o', './a.json'], says: /same --output/ },
  { name: 'an output without a name', args: ['scan', '--output', ''], says: /--output needs a value/ },
  { name: 'an empty configuration', args: ['scan', '--config='], says: /--config needs a value/ },
  { name: 'an empty issuer', args: ['scan', '--issuer', 'okx', '--issuer', ''], says: /--issuer needs/ },
  { name: 'an empty path', args: ['scan', ''], says: /one of the names is empty/ },
  { name: 'an empty issuer to explain', args: ['explain', ''], says: /one of the names is empty/ },
  { name: 'an issuer of signs alone', args: ['explain', '***'], says: /no issuer "\*\*\*"/ },
  { name: 'an issuer in another script', args: ['explain', '你好'], says: /no issuer "你好"/ },
  { name: 'help on a command that is none', args: ['help', 'scann'], says: /no command "scann"/ },
  {
    name: 'an output whose name is too long for a file',
    args: ['scan', '--output', `${'a'.repeat(255)}.json`],
    says: /a\.json: cannot be written/,
  },
  { name: 'a message that is not there', args: ['commit-msg', 'gone'], says: /gone/ },
  { name: 'a push that git did not write', args: ['pre-push', 'a', 'b'], input: 'hello\n', says: /./ },
];

function expectMisuse({ status, stdout, stderr }: ReturnType<typeof keysweep>, says: RegExp): void {
  expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
  expect(stderr).toMatch(says);
  const lines = stderr.trimEnd().split('\n');
  expect(lines[0]).toMatch(/^keysweep: /);
  expect(lines.at(-1)).toMatch(/^(keysweep|hint): .+/);
  expect(lines.length).toBeLessThanOrEqual(3);
  expect(stderr).not.toMatch(/^\s+at |Error:|node:internal/m);
}

describe('wrong usage exits with 2, says what is wrong and what to do, and shows no stack', () => {
  it.each(MISUSES)('$name', ({ args, says, prepare, input }) => {
    const repository = scratchRepository();
    repository.commit({ a: 'text\n' });
    prepare?.(repository);
    expectMisuse(keysweep(args, { cwd: repository.folder, ...(input && { input }) }), says);
  });

  it.each(['staged', 'range HEAD', 'history', 'init', 'doctor'])(
    '%s in a folder that is no repository',
    (line) => {
      expectMisuse(keysweep(line.split(' '), { cwd: scratchFolder() }), /no git (repository|work tree) here/);
    },
  );

  it('a branch without a commit', () => {
    const { folder } = scratchRepository();
    expectMisuse(keysweep(['range', 'HEAD'], { cwd: folder }), /HEAD/);
    expectMisuse(keysweep(['range', 'main..HEAD'], { cwd: folder }), /./);
  });

  it('a report on a full disk', () => {
    const folder = scratchFolder();
    writeFiles(folder, { '.env': leak(1) });
    expectMisuse(keysweep(['scan', '-o', 'json:/dev/full'], { cwd: folder }), /\/dev\/full/);
  });
});

it('a report may have as long a name as a file can', () => {
  const { folder, stage } = scratchRepository();
  stage({ '.env': leak(1) });
  const name = `${'a'.repeat(250)}.json`;
  expect(keysweep(['scan', '--output', name], { cwd: folder })).toMatchObject({ status: 1, stderr: '' });
  expect(readdirSync(folder)).toContain(name);
});

it('a branch without a commit can still be staged and has an empty history', () => {
  const { folder, stage } = scratchRepository();
  expect(keysweep(['history'], { cwd: folder })).toMatchObject({ status: 0, stderr: '' });
  stage({ '.env': leak(1) });
  expect(keysweep(['staged'], { cwd: folder }).status).toBe(1);
});

describe('a closed pipe', () => {
  it.each(['text', 'json', 'csv', 'html'])('ends the %s report quietly', async (format) => {
    const folder = scratchFolder();
    writeFiles(folder, Object.fromEntries(Array.from({ length: 150 }, (_, at) => [`${at}/.env`, leak(at)])));
    const stderr = await readFirstChunk(['scan', '--format', format], folder);
    expect(stderr).toBe('');
  });

  it('ends the hook, too, which still says no', async () => {
    const { folder, stage } = scratchRepository();
    stage(Object.fromEntries(Array.from({ length: 40 }, (_, at) => [`${at}/.env`, leak(at)])));
    const child = spawn(process.execPath, [PROGRAM, 'staged'], { cwd: folder, env: testEnvironment() });
    child.stdout.destroy();
    child.stderr.destroy();
    expect(await new Promise((resolve) => child.on('exit', resolve))).toBe(1);
  });
});

describe('a disk without room', () => {
  it.each(['scan', 'staged'])('is told by %s, whose report is lost, with exit code 2', (command) => {
    const { folder, stage } = scratchRepository();
    stage({ '.env': leak(1) });
    const full = openSync('/dev/full', 'w');
    const run = spawnSync(process.execPath, [PROGRAM, command], {
      cwd: folder,
      env: testEnvironment(),
      stdio: ['ignore', full, 'pipe'],
      encoding: 'utf8',
    });
    closeSync(full);
    expect(run.stderr).toContain('keysweep: the output cannot be written: there is no room for it\nhint: ');
    expect(run.status).toBe(2);
  });

  it('leaves no half of a report that was to be written into a file', () => {
    const folder = scratchFolder();
    writeFiles(folder, Object.fromEntries(Array.from({ length: 30 }, (_, at) => [`${at}/.env`, leak(at)])));
    const line = 'ulimit -f 8; exec "$0" "$@"';
    const args = [process.execPath, PROGRAM, 'scan', '--output', 'out.json'];
    const run = spawnSync('/bin/sh', ['-c', line, ...args], {
      cwd: folder,
      env: testEnvironment(),
      encoding: 'utf8',
    });
    expect(run.stderr).toContain('out.json: cannot be written: there is no room for it');
    expect(run.status).toBe(2);
    expect(readdirSync(folder).filter((name) => /out\.json|\.tmp$/.test(name))).toEqual([]);
  });
});

/** As `| head -1` does: takes what comes first and closes its end. */
function readFirstChunk(args: string[], cwd: string): Promise<string> {
  const child = spawn(process.execPath, [PROGRAM, ...args], { cwd, env: testEnvironment() });
  let stderr = '';
  child.stderr.on('data', (chunk) => {
    stderr += chunk;
  });
  child.stdout.once('data', () => child.stdout.destroy());
  return new Promise((resolve) => child.on('close', () => resolve(stderr)));
}

import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, it } from 'vitest';
import type { Report } from '../../src/findings/model.ts';
import {
  openScratch,
  type Scratch,
  scratchFolder,
  scratchRepository,
  testEnvironment,
} from '../git/scratch.ts';
import { leak } from './planted.ts';
import { useHistoryScan } from './scan.ts';

const scan = useHistoryScan();

const reasonsOf = ({ coverage }: Report) => coverage.skipped.map(({ reason }) => reason);

function withLeaks(): Scratch {
  const repository = scratchRepository();
  repository.commit({ 'a.env': leak(1), 'b.txt': 'b\n'.repeat(500) });
  repository.commit({ 'c.env': leak(2), 'b.txt': `${'b\n'.repeat(500)}more\n` });
  return repository;
}

function looseFile({ folder, git }: Scratch, name: string): string {
  const id = git('rev-parse', name);
  return join(folder, '.git', 'objects', id.slice(0, 2), id.slice(2));
}

function packFile({ folder, git }: Scratch, ending: string): string {
  git('repack', '-adq');
  const pack = join(folder, '.git', 'objects', 'pack');
  return join(pack, readdirSync(pack).find((name) => name.endsWith(ending))!);
}

const DAMAGE: [string, (repository: Scratch) => void, string][] = [
  ['a truncated loose object', (it) => truncateLoose(it, 'HEAD~1:b.txt'), 'corrupt-object'],
  ['a missing tree', (it) => rmSync(looseFile(it, 'HEAD~1^{tree}'), { force: true }), 'missing-object'],
  ['a pack without its end', (it) => truncateSync(writable(packFile(it, '.pack')), 200), 'corrupt-object'],
  ['a pack without its index', (it) => rmSync(packFile(it, '.idx')), 'unreadable'],
  ['an index that is none', (it) => writeFileSync(writable(packFile(it, '.idx')), 'none'), 'corrupt-object'],
  [
    'an alternate that is gone',
    (it) => write(it, 'objects/info/alternates', '/nowhere/objects\n'),
    'missing-object',
  ],
];

function truncateLoose(repository: Scratch, name: string): void {
  truncateSync(writable(looseFile(repository, name)), 10);
}

function writable(file: string): string {
  const bytes = readFileSync(file);
  rmSync(file);
  writeFileSync(file, bytes);
  return file;
}

function write({ folder }: Scratch, name: string, text: string): void {
  writeFileSync(join(folder, '.git', name), text);
}

describe('a damaged repository', () => {
  it.each(DAMAGE)('%s is reported', async (_, damage, reason) => {
    const repository = withLeaks();
    damage(repository);
    const report = await scan(repository.folder);
    expect(report.coverage.incomplete).toBe(true);
    expect(reasonsOf(report)).toContain(reason);
  });

  it('costs no more than what is damaged', async () => {
    const repository = withLeaks();
    truncateLoose(repository, 'HEAD:c.env');
    const report = await scan(repository.folder);
    expect(report.findings.map(({ occurrences }) => occurrences[0]?.provenance.path)).toEqual(['a.env']);
  });

  it.each([
    ['an empty repository', (_: Scratch) => undefined],
    ['a HEAD that leads nowhere', (it: Scratch) => it.git('symbolic-ref', 'HEAD', 'refs/heads/nowhere')],
  ])('%s is whole', async (_, change) => {
    const repository = scratchRepository();
    change(repository);
    const report = await scan(repository.folder);
    expect([report.findings.length, report.coverage.incomplete]).toEqual([0, false]);
  });

  it('has odd refs, broken refs and no branch, and is read all the same', async () => {
    const repository = withLeaks();
    repository.git('update-ref', 'refs/heads/-x', 'HEAD');
    repository.git('update-ref', 'refs/heads/a;b$(c)', 'HEAD');
    write(repository, 'refs/heads/broken', 'not an id\n');
    repository.git('symbolic-ref', 'HEAD', 'refs/heads/nowhere');
    const report = await scan(repository.folder);
    expect(report.findings).toHaveLength(2);
    expect(report.findings[0]?.occurrences[0]?.provenance.exposure?.branches).toContain('-x');
  });
});

describe('objects that are not here', () => {
  it('of a partial clone are reported, and nothing is fetched', async () => {
    const repository = withLeaks();
    repository.git('config', 'uploadpack.allowFilter', 'true');
    const target = join(scratchFolder(), 'partial');
    repository.git('clone', '-q', '--bare', '--filter=blob:none', `file://${repository.folder}`, target);
    const before = openScratch(target).git('count-objects', '-v');
    const report = await scan(target);
    expect(reasonsOf(report)).toEqual(['missing-object']);
    expect(report.coverage.skipped[0]?.count).toBe(4);
    expect(openScratch(target).git('count-objects', '-v')).toBe(before);
  });

  it('of a shallow clone are named', async () => {
    const repository = withLeaks();
    const target = join(scratchFolder(), 'shallow');
    repository.git('clone', '-q', '--depth', '1', `file://${repository.folder}`, target);
    const report = await scan(target);
    expect(report.coverage.incomplete).toBe(true);
    expect(report.coverage.skipped[0]?.examples[0]?.detail).toContain('git fetch --unshallow');
  });
});

describe('a thread', () => {
  it.each([
    ['fails', 'throw new Error("x");', 'a thread failed'],
    ['ends', 'process.exit(0);', 'a thread ended early'],
    ['hangs', 'for (;;);', 'took longer'],
  ])('that %s is reported', async (_, code, words) => {
    const repository = withLeaks();
    const script = join(scratchFolder(), 'worker.mjs');
    writeFileSync(
      script,
      `import { parentPort } from 'node:worker_threads'; parentPort.on('message', () => { ${code} });`,
    );
    const report = await scan(repository.folder, {
      worker: { script: pathToFileURL(script), hangMilliseconds: 300 },
    });
    expect(report.coverage.incomplete).toBe(true);
    expect(report.coverage.skipped[0]?.examples[0]?.detail).toContain(words);
  });
});

it('finds the leak in a tree that unfolds to ten thousand million names, and says what it cannot tell', async () => {
  const { folder, git, commit } = scratchRepository();
  commit({ 'a.env': leak(1) });
  const entries = (what: string, id: string) =>
    Array.from({ length: 10 }, (_, at) => `${what} ${id}\tname-${at}\n`).join('');
  const makeTree = (input: string) =>
    execFileSync('git', ['mktree'], { cwd: folder, input, env: testEnvironment() }).toString().trim();
  let tree = makeTree(entries('100644 blob', git('rev-parse', 'HEAD:a.env')));
  for (let level = 0; level < 9; level++) tree = makeTree(entries('040000 tree', tree));
  git('update-ref', 'HEAD', git('commit-tree', tree, '-m', 'unfold'));
  const { findings, coverage } = await scan(folder);
  expect(findings).toHaveLength(1);
  expect(coverage.incomplete).toBe(true);
}, 240_000);

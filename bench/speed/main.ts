import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { sourceFile } from '../hook/sources.ts';
import { isOnPath, otherScanners } from './others.ts';
import { type Contender, type Taken, takeTurns } from './timing.ts';

const OPTIONS = { runs: { type: 'string', default: '5' } } as const;
const PROGRAM = fileURLToPath(new URL('../../dist/cli/start.cjs', import.meta.url));

/** The goals: at most twice ripgrep; `node -e 0` and this much; this much memory. */
const MOST_RIPGREPS = 2;
const START_MS = 40;
const MOST_MEMORY = 300e6;

/** Runs the measurement and prints it; exit code 1 where a goal is missed. */
export function main(argv: string[]): number {
  const { values, positionals } = parseArgs({ args: argv, options: OPTIONS, allowPositionals: true });
  const folder = resolve(positionals[0] ?? defaultFolder());
  const runs = Number(values.runs);
  console.log(`Node ${process.version}, ${cpus().length} virtual cores, median of ${runs} runs\n`);
  const isQuick = measureTree(folder, runs);
  return measureStart(2 * runs + 1) && isQuick ? 0 : 1;
}

/** The corpus of trading code where it was fetched, else whatever npm installed. */
function defaultFolder(): string {
  const corpus = 'bench/.cache/corpus';
  return existsSync(corpus) ? corpus : 'node_modules';
}

function measureTree(folder: string, runs: number): boolean {
  const { files, bytes } = sizeOf(folder);
  console.log(`A tree of ${files} files, ${(bytes / 1e6).toFixed(0)} MB`);
  const contenders = [
    ...(isOnPath('rg') ? [ripgrep(folder)] : []),
    ...[1, 2].map((jobs) => ourselves(folder, jobs)),
    ...otherScanners(folder),
  ];
  const taken = takeTurns(contenders, runs);
  const best = contenders[0]!.name === 'rg' ? taken[0] : null;
  for (const [index, { name }] of contenders.entries()) console.log(row(name, taken[index]!, best ?? null));
  const ours = taken[contenders.findIndex(({ name }) => name === 'keysweep, 2 jobs')]!;
  const isQuick = best == null || (ours?.milliseconds ?? 0) <= MOST_RIPGREPS * best.milliseconds;
  return isQuick && (ours?.peak ?? 0) <= MOST_MEMORY;
}

/** Every run of value characters counted, ignored and binary files included: the least that has to be read. */
function ripgrep(folder: string): Contender {
  return { name: 'rg', file: 'rg', args: ['-j2', '-uuu', '-c', '[A-Za-z0-9+/=_-]{32,}', folder] };
}

function ourselves(folder: string, jobs: number): Contender {
  const args = [PROGRAM, 'scan', folder, '--all', '--format', 'jsonl', '--jobs', String(jobs)];
  return { name: `keysweep, ${jobs} ${jobs === 1 ? 'job' : 'jobs'}`, file: process.execPath, args };
}

function row(name: string, taken: Taken | null, best: Taken | null): string {
  if (taken === null) return `  ${name.padEnd(18)} failed`;
  const { milliseconds, cpu, peak } = taken;
  return [
    `  ${name.padEnd(18)}`,
    `${(milliseconds / 1000).toFixed(2).padStart(7)} s`,
    best === null ? '' : `${(milliseconds / best.milliseconds).toFixed(1).padStart(7)} x rg`,
    cpu === null ? '' : `   processor ${(cpu / 1000).toFixed(2)} s`,
    peak === null ? '' : `   memory ${(peak / 1e6).toFixed(0)} MB`,
  ].join('');
}

function measureStart(runs: number): boolean {
  const folder = smallRepository();
  try {
    const contenders: Contender[] = [
      { name: 'node -e 0', file: process.execPath, args: ['-e', '0'], cwd: folder },
      { name: 'keysweep scan', file: process.execPath, args: [PROGRAM, 'scan'], cwd: folder },
    ];
    const [node, scan] = takeTurns(contenders, runs).map((taken) => taken?.milliseconds ?? 0) as [
      number,
      number,
    ];
    console.log('\nA small repository (20 files)');
    console.log(`  node -e 0      ${node.toFixed(0)} ms`);
    console.log(
      `  keysweep scan  ${scan.toFixed(0)} ms, ${(scan - node).toFixed(0)} more (the goal: ${START_MS})`,
    );
    return scan - node <= START_MS;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function smallRepository(): string {
  const folder = mkdtempSync(join(tmpdir(), 'keysweep-speed-'));
  for (let at = 0; at < 20; at++) writeFileSync(join(folder, `file${at}.ts`), sourceFile(at, 0));
  for (const args of [
    ['init', '-q'],
    ['add', '.'],
  ])
    spawnSync('git', args, { cwd: folder });
  return folder;
}

function sizeOf(folder: string): { files: number; bytes: number } {
  const size = { files: 0, bytes: 0 };
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    size.files++;
    size.bytes += statSync(join(entry.parentPath, entry.name)).size;
  }
  return size;
}

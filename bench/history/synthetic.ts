import { spawnSync } from 'node:child_process';
import { closeSync, existsSync, openSync, renameSync, rmSync, writeSync } from 'node:fs';

const FILES = 400;
const VERSIONS = 130;
const LINES = 400;

/**
 * Makes a bare repository of 52,000 blobs (400 files in 130 versions, about a gigabyte of content) with `git fast-import`,
 * always the same, and repacks it as `git gc` would. Returns its path; once made it is kept.
 */
export function makeRepository(path: string): string {
  if (existsSync(path)) return path;
  const draft = `${path}.draft`;
  rmSync(draft, { recursive: true, force: true });
  git(['init', '--quiet', '--bare', draft]);
  const stream = `${draft}/stream`;
  writeStream(stream);
  const input = openSync(stream, 'r');
  git(['--git-dir', draft, 'fast-import', '--quiet', '--force'], input);
  closeSync(input);
  rmSync(stream);
  git(['--git-dir', draft, '-c', 'pack.threads=2', 'repack', '-adfq', '--window=5', '--depth=50']);
  renameSync(draft, path);
  return path;
}

function git(args: string[], input: number | 'ignore' = 'ignore'): void {
  const run = spawnSync('git', args, { stdio: [input, 'ignore', 'inherit'] });
  if (run.status !== 0) throw new Error(`git ${args.join(' ')} failed`);
}

/** Files one after the other, so that fast-import makes deltas; then one commit for each version of all files. */
function writeStream(path: string): void {
  const random = createRandom(20_261);
  const out = openSync(path, 'w');
  for (let file = 0; file < FILES; file++) {
    const lines = Array.from({ length: Math.ceil(LINES * (0.2 + 1.6 * random())) }, () => makeLine(random));
    for (let version = 0; version < VERSIONS; version++) {
      edit(lines, random);
      const text = `${lines.join('\n')}\n`;
      writeSync(out, `blob\nmark :${file * VERSIONS + version + 1}\ndata ${text.length}\n${text}\n`);
    }
  }
  for (let version = 0; version < VERSIONS; version++) writeCommit(out, version);
  writeSync(out, 'done\n');
  closeSync(out);
}

function writeCommit(out: number, version: number): void {
  const message = `Version ${version}`;
  writeSync(
    out,
    `commit refs/heads/main\ncommitter Bench <bench@example.com> ${1_700_000_000 + version * 3600} +0000\n`,
  );
  writeSync(out, `data ${message.length}\n${message}\n`);
  for (let file = 0; file < FILES; file++) {
    writeSync(out, `M 100644 :${file * VERSIONS + version + 1} src/part${file % 20}/module${file}.py\n`);
  }
  writeSync(out, '\n');
}

/** Replaces, adds or removes a few lines. */
function edit(lines: string[], random: () => number): void {
  for (let changes = 1 + Math.floor(random() * 4); changes > 0; changes--) {
    const at = Math.floor(random() * lines.length);
    lines.splice(at, random() < 0.4 ? 0 : 1, ...(random() < 0.15 ? [] : [makeLine(random)]));
  }
}

const WORDS =
  'order book price amount trade symbol exchange candle strategy wallet pair stake limit market profit stop loss open close high low volume fetch update config value result return self data frame index'.split(
    ' ',
  );

function makeLine(random: () => number): string {
  const word = () => WORDS[Math.floor(random() * WORDS.length)]!;
  const indent = ' '.repeat(4 * Math.floor(random() * 4));
  return `${indent}${word()}_${word()} = ${word()}.${word()}(${word()}, ${Math.floor(random() * 10_000)})  # ${word()} ${word()}`;
}

/** A small generator with a seed (xorshift), so that every run makes the same repository. */
function createRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 2 ** 32;
  };
}

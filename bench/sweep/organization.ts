import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Makes bare repositories, always the same ones, of sizes as an organisation has them: most small, some large (the logarithm
 * of the number of versions is normal). Every fifth has a leak. Once made they are kept. Returns their folders.
 */
export function makeOrganization(folder: string, count: number): string[] {
  mkdirSync(folder, { recursive: true });
  return Array.from({ length: count }, (_, index) => {
    const path = join(folder, `${index}.git`);
    if (!existsSync(path)) makeRepository(path, index);
    return path;
  });
}

function makeRepository(path: string, index: number): void {
  const draft = `${path}.draft`;
  rmSync(draft, { recursive: true, force: true });
  git(['init', '--quiet', '--bare', '-b', 'main', draft]);
  git(['--git-dir', draft, 'fast-import', '--quiet', '--force'], streamOf(index));
  git(['--git-dir', draft, 'repack', '-adfq', '--window=5', '--depth=50']);
  renameSync(draft, path);
}

function git(args: string[], input?: string): void {
  const run = spawnSync('git', args, { input: input ?? '', stdio: ['pipe', 'ignore', 'inherit'] });
  if (run.status !== 0) throw new Error(`git ${args[0]} failed`);
}

/** What `git fast-import` reads: commits that each change one file or a few. */
function streamOf(index: number): string {
  const random = createRandom(index + 1);
  const size = Math.exp(5 + 1.2 * normal(random));
  const commits = Math.max(3, Math.min(4_000, Math.round(size)));
  const files = Math.max(3, Math.round(Math.sqrt(commits) * 6));
  const contents = Array.from({ length: files }, () => Array.from({ length: 150 }, () => lineOf(random)));
  const parts: string[] = [];
  for (let commit = 0; commit < commits; commit++) {
    parts.push(
      `commit refs/heads/main\ncommitter Dev ${commit % 7} <dev${commit % 7}@example.com> ${1_600_000_000 + commit * 3_600} +0000\ndata 6\nchange\n`,
    );
    const touched = commit === 0 ? contents.keys() : [0, 1].map(() => Math.floor(random() * files));
    for (const file of touched) {
      const lines = contents[file]!;
      for (let edits = 0; edits < 3; edits++) lines[Math.floor(random() * lines.length)] = lineOf(random);
      const text = `${lines.join('\n')}\n`;
      parts.push(`M 100644 inline src/part${file % 9}/module${file}.py\ndata ${text.length}\n${text}\n`);
    }
    if (commit % 4 === 0) {
      const text = Array.from({ length: 300 }, () => `${lettersOf(random)}\n`).join('');
      parts.push(`M 100644 inline data/table${commit}.txt\ndata ${text.length}\n${text}\n`);
    }
    if (commit === 1 && index % 5 === 0) {
      const text = `BINANCE_API_KEY=${lettersOf(random)}\nBINANCE_API_SECRET=${lettersOf(random)}\n`;
      parts.push(`M 100644 inline .env\ndata ${text.length}\n${text}\n`);
    }
  }
  return `${parts.join('')}done\n`;
}

const WORDS =
  'order book price amount trade symbol candle strategy wallet pair stake limit market profit stop loss open close volume fetch update config value result return self data frame index'.split(
    ' ',
  );
const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';

function lineOf(random: () => number): string {
  const word = () => WORDS[Math.floor(random() * WORDS.length)]!;
  return `    ${word()}_${word()} = ${word()}.${word()}(${word()}, ${Math.floor(random() * 10_000)})  # ${word()} ${word()}`;
}

function lettersOf(random: () => number): string {
  return Array.from({ length: 64 }, () => LETTERS[Math.floor(random() * LETTERS.length)]).join('');
}

/** Box and Muller's way from even to normal. */
function normal(random: () => number): number {
  return Math.sqrt(-2 * Math.log(random() || 1e-9)) * Math.cos(2 * Math.PI * random());
}

/** A small generator with a seed (mulberry32). */
function createRandom(seed: number): () => number {
  let state = seed * 2_654_435_761;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { madeUp } from '../findings/make.ts';
import { openScratch, type Scratch, scratchFolder, testEnvironment } from '../git/scratch.ts';

/** The lines of a made-up Binance credential. */
export function leak(seed: number): string {
  return `BINANCE_API_KEY=${madeUp(seed)}\nBINANCE_API_SECRET=${madeUp(seed + 5_000)}\n`;
}

/** Hiding places and the seed of what is hidden there. */
export const PLANTED = {
  head: 1,
  removed: 2,
  merge: 3,
  stash: 4,
  olderStash: 5,
  untrackedInStash: 6,
  amended: 7,
  staged: 8,
  tagMessage: 9,
  commitMessage: 10,
  note: 11,
  branch: 12,
  resetAway: 13,
  replaced: 14,
  utf16: 15,
  stillStaged: 16,
  taggedBlob: 17,
} as const;

/** A repository with something in every hiding place. */
export function plantedRepository(init: string[] = []): Scratch {
  const repository = openScratch(scratchFolder());
  const { git, commit, stage, folder } = repository;
  git('init', '-q', '-b', 'main', ...init, '.');
  git('config', 'gc.auto', '0');
  commit(
    { 'README.md': 'A bot\n', 'bot/.env': leak(PLANTED.head), 'old.env': leak(PLANTED.removed) },
    'first',
  );
  git('rm', '-q', 'old.env');
  commit({ 'wide.txt': Buffer.from(`\ufeff${leak(PLANTED.utf16)}`, 'utf16le') }, 'remove');
  git('switch', '-q', '-c', 'side');
  commit({ 'side.txt': 'side\n', 'side.env': leak(PLANTED.branch) }, 'side');
  git('switch', '-q', 'main');
  commit({ 'main.txt': 'main\n' }, `main\n\n${leak(PLANTED.commitMessage)}`);
  git('merge', '-q', '--no-ff', '--no-commit', 'side');
  stage({ 'merged.env': leak(PLANTED.merge) });
  git('commit', '-q', '-m', 'merge');
  git('tag', '-a', 'v1', '-m', `release\n\n${leak(PLANTED.tagMessage)}`);
  git('notes', 'add', '-m', leak(PLANTED.note));
  for (const [file, seed] of [
    ['older.env', PLANTED.olderStash],
    ['newer.env', PLANTED.stash],
  ] as const) {
    stage({ [file]: 'A=1\n' });
    writeFileSync(join(folder, file), leak(seed));
    if (seed === PLANTED.stash) writeFileSync(join(folder, 'loose.env'), leak(PLANTED.untrackedInStash));
    git('stash', 'push', '-q', '--include-untracked');
  }
  commit({ 'amended.env': leak(PLANTED.amended) }, 'oops');
  stage({ 'amended.env': 'A=1\n' });
  git('commit', '-q', '--amend', '-m', 'better');
  commit({ 'reset.env': leak(PLANTED.resetAway) }, 'reset');
  git('reset', '-q', '--hard', 'HEAD~1');
  stage({ 'staged.env': leak(PLANTED.staged) });
  stage({ 'staged.env': 'A=2\n' });
  replaceBlob(repository);
  git('tag', 'blob', hashObject(repository, leak(PLANTED.taggedBlob)));
  addVersions(repository);
  stage({ 'index.env': leak(PLANTED.stillStaged) });
  return repository;
}

function replaceBlob(repository: Scratch): void {
  repository.commit({ 'replaced.env': leak(PLANTED.replaced) }, 'replaced');
  const hidden = repository.git('rev-parse', 'HEAD:replaced.env');
  repository.git('replace', hidden, hashObject(repository, 'A=1\n'));
}

function hashObject({ folder }: Scratch, content: string): string {
  const options = { cwd: folder, env: testEnvironment(), input: content };
  return execFileSync('git', ['hash-object', '-w', '--stdin'], options).toString().trim();
}

/** What a line of an often changed file may be: things that matter, that speak for or against them, and filling. */
function lineOf(random: () => number, version: number): string {
  const pick = Math.floor(random() * 60);
  if (pick === 0) return `  key: ${madeUp(1_000 + Math.floor(random() * 30))}`;
  if (pick === 1) return `  secret = "${madeUp(2_000 + Math.floor(random() * 30))}"`;
  if (pick === 2) return `kraken_secret: ${madeUp(3_000 + Math.floor(random() * 20), 86)}==`;
  if (pick === 3)
    return ['import ccxt', 'exchange: binance', '# not a real key', 'exchange: okx'][version % 4]!;
  if (pick === 4) return `sha256: ${madeUp(4_000 + version, 64, '0123456789abcdef')}`;
  if (pick === 5) return `API_SECRET=${madeUp(6_000 + Math.floor(random() * 20), 32)}`;
  return `${'order book price amount symbol candle'.split(' ')[pick % 6]}_${Math.floor(random() * 900)} = ${pick}`;
}

/** Versions of a few files that change here and there, so that packs hold chains of deltas. */
function addVersions(repository: Scratch): void {
  const random = createRandom(7);
  const files = ['config/settings.yml', 'exchanges/kraken/notes.txt', 'src/client.py'];
  const lines = files.map(() => Array.from({ length: 150 }, () => lineOf(random, 0)));
  for (let version = 1; version <= 25; version++) {
    for (const own of lines) {
      for (let changes = 0; changes < 4; changes++) {
        const at = Math.floor(random() * own.length);
        own.splice(at, random() < 0.5 ? 1 : 0, lineOf(random, version));
      }
    }
    repository.commit(
      Object.fromEntries(files.map((file, i) => [file, `${lines[i]!.join('\n')}\n`])),
      `v${version}`,
    );
  }
}

function createRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

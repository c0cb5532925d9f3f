import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { encode } from './encode.ts';
import { readFacts } from './facts.ts';
import { OWN_COMMAND, type Result, runScanner } from './scanner.ts';
import { type FileScore, scoreFile } from './score.ts';
import { report } from './tables.ts';
import { createGenerator, type Generator, type TreeFile } from './tree.ts';

const HELP = `Usage: node bench/accuracy.mjs [options]

Writes seeded leaks and look-alikes to a folder, scans it and prints what was found, named and paired.

  --seed N         another seed, another tree (default 1)
  --files N        files with leaks (default 4000); a quarter as many look-alikes stand beside them
  --rules DIR      rule files to take the issuers from (default rules)
  --keep DIR       leave the tree there
  --scanner CMD    another scanner that writes SARIF or JSON; {dir} is the folder
  --misses N       how many misses to list (default 40)
  --full           every row of every table
`;

/** As many files as one scan takes, so that no limit on results of a report format is met. */
const BATCH = 2000;

/** Runs the benchmark; returns the exit code. */
export function main(argv: string[]): number {
  const { values } = parseArgs({
    args: argv,
    options: {
      seed: { type: 'string', default: '1' },
      files: { type: 'string', default: '4000' },
      rules: { type: 'string', default: 'rules' },
      keep: { type: 'string' },
      scanner: { type: 'string' },
      misses: { type: 'string', default: '40' },
      full: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) {
    console.log(HELP);
    return 0;
  }
  const generator = createGenerator(readFacts(values.rules), Number(values.seed));
  const root = values.keep ?? mkdtempSync(join(tmpdir(), 'accuracy-'));
  const command = values.scanner ? values.scanner.split(' ') : OWN_COMMAND;
  try {
    const { scores, milliseconds } = measure({ generator, count: Number(values.files), root, command });
    console.log(report(scores, { misses: Number(values.misses), all: values.full }));
    console.log(`\nscanned ${scores.length} files in ${(milliseconds / 1000).toFixed(1)} s`);
  } finally {
    if (!values.keep) rmSync(root, { recursive: true, force: true });
  }
  return 0;
}

function measure(from: { generator: Generator; count: number; root: string; command: string[] }): {
  scores: FileScore[];
  milliseconds: number;
} {
  const { generator, count, root, command } = from;
  const scores: FileScore[] = [];
  let milliseconds = 0;
  for (let start = 0; start < count; start += BATCH) {
    const folder = join(root, `part-${start / BATCH}`);
    const files = batch(generator, start, Math.min(count, start + BATCH));
    for (const file of files) write(folder, file);
    const scan = runScanner(command, folder);
    milliseconds += scan.milliseconds;
    scores.push(...scored(files, scan.results));
  }
  return { scores, milliseconds };
}

function batch(generator: Generator, from: number, to: number): TreeFile[] {
  const files: TreeFile[] = [];
  for (let number = from; number < to; number++) {
    files.push(generator.leak(number));
    if (number % 4 === 0) files.push(generator.lookAlike(number / 4));
  }
  return files;
}

function write(folder: string, file: TreeFile): void {
  const path = join(folder, file.path);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, encode(file.text, file.encoding));
}

function scored(files: TreeFile[], results: Result[]): FileScore[] {
  const byPath = new Map<string, Result[]>();
  for (const result of results)
    for (const path of new Set(result.places.map((place) => place.path)))
      byPath.set(path, [...(byPath.get(path) ?? []), result]);
  return files.map((file) => scoreFile(file, byPath.get(file.path) ?? []));
}

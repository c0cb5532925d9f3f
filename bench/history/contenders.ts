import { spawnSync } from 'node:child_process';
import type { Contender } from './timing.ts';

/** What is timed: git first, the measure of all; reading alone; the whole scan; other scanners that are on PATH. */
export function contenders(options: {
  gitDir: string;
  program: string;
  self: string;
  others: boolean;
}): Contender[] {
  const { gitDir, program, self, others } = options;
  const catFile = ['cat-file', '--batch-all-objects', '--batch', '--unordered', '--buffer'];
  const node = process.execPath;
  return [
    { name: 'git cat-file', command: 'git', args: ['--git-dir', gitDir, ...catFile], silent: true },
    { name: 'reading alone, 2 threads', command: node, args: [self, '--repo', gitDir, '--threads', '2'] },
    {
      name: 'keysweep history, 2 threads',
      command: node,
      args: [program, 'history', gitDir, '--jobs', '2', '--format', 'jsonl'],
      count: countLines,
    },
    ...(others ? OTHERS.filter(({ command }) => isOnPath(command)).map((other) => other.of(gitDir)) : []),
  ];
}

function countLines(output: string): number {
  return output.split('\n').filter((line) => line.includes('"fingerprint"')).length;
}

function countFound(output: string): number {
  return output.split('\n').filter((line) => line.startsWith('{')).length;
}

function countArray(output: string): number {
  const list: unknown = JSON.parse(output || '[]');
  return Array.isArray(list) ? list.length : 0;
}

/** Each in its fastest sensible mode: history, two threads, no validation, no network. */
const OTHERS: { command: string; of: (gitDir: string) => Contender }[] = [
  ...['gitleaks', 'betterleaks'].map((command) => ({
    command,
    of: (gitDir: string): Contender => ({
      name: `${command} git`,
      command,
      args: [
        'git',
        gitDir,
        '--no-banner',
        '--report-format',
        'json',
        '--report-path',
        '-',
        '--exit-code',
        '0',
      ],
      count: countArray,
    }),
  })),
  {
    command: 'trufflehog',
    of: (gitDir) => ({
      name: 'trufflehog git',
      command: 'trufflehog',
      args: ['git', `file://${gitDir}`, '--no-verification', '--no-update', '--json', '--concurrency=2'],
      count: countFound,
    }),
  },
  {
    command: 'kingfisher',
    of: (gitDir) => ({
      name: 'kingfisher scan',
      command: 'kingfisher',
      args: ['scan', gitDir, '--no-validate', '--jobs', '2', '--format', 'jsonl', '--no-update-check'],
      count: countFound,
    }),
  },
];

function isOnPath(command: string): boolean {
  return spawnSync(command, ['--help'], { stdio: 'ignore' }).error === undefined;
}

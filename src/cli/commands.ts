import type { Command } from './command.ts';

interface Entry {
  summary: string;
  load(): Promise<{ command: Command }>;
}

/** Every sub-command, in the order of the help; only the one that runs is loaded. */
export const COMMANDS: ReadonlyMap<string, Entry> = new Map<string, Entry>([
  ['scan', { summary: 'Scan files, folders or standard input.', load: () => import('./commands/scan.ts') }],
  ['staged', { summary: 'Scan what the next commit would add.', load: () => import('./commands/staged.ts') }],
  [
    'history',
    {
      summary: 'Scan everything a git repository holds, and say for how long it has been out.',
      load: () => import('./commands/history.ts'),
    },
  ],
  [
    'github',
    {
      summary: 'Scan a repository, a pull request or a user on GitHub.',
      load: () => import('./commands/github.ts'),
    },
  ],
  [
    'sweep',
    {
      summary: 'Scan all repositories of an organisation, and report on them together.',
      load: () => import('./commands/sweep.ts'),
    },
  ],
  [
    'worker',
    {
      summary: 'Scan repositories for sweeps on other machines.',
      load: () => import('./commands/worker.ts'),
    },
  ],
  ['range', { summary: 'Scan what some commits introduce.', load: () => import('./commands/range.ts') }],
  [
    'explain',
    { summary: 'Print the emergency runbook of an issuer.', load: () => import('./commands/explain.ts') },
  ],
  ['rules', { summary: 'List, show or check rules.', load: () => import('./commands/rules.ts') }],
  [
    'baseline',
    { summary: 'Accept what a scan finds now, on purpose.', load: () => import('./commands/baseline.ts') },
  ],
  ['init', { summary: 'Set up git hooks, or undo that.', load: () => import('./commands/init.ts') }],
  ['doctor', { summary: 'Say whether the hooks really run.', load: () => import('./commands/doctor.ts') }],
  [
    'commit-msg',
    { summary: 'For a hook: scan a commit message.', load: () => import('./commands/commit-msg.ts') },
  ],
  [
    'pre-push',
    { summary: 'For a hook: scan what a push would send.', load: () => import('./commands/pre-push.ts') },
  ],
  [
    'pre-receive',
    { summary: "For a server's hook: scan a push.", load: () => import('./commands/pre-receive.ts') },
  ],
]);

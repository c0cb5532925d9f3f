import { parseSize } from '../../config/size.ts';
import { KeysweepError } from '../../errors.ts';
import { findRepository } from '../../github/list.ts';
import { findPullRequest } from '../../github/pull.ts';
import { finishRun, type Outcome } from '../../scan/run.ts';
import { defineCommand } from '../command.ts';
import { createGitHubProgress } from '../github/progress.ts';
import { scanPull } from '../github/scan-pull.ts';
import { scanRepository } from '../github/scan-repository.ts';
import { scanUser } from '../github/scan-user.ts';
import { type Extras, overrule, type Session, withSession } from '../github/session.ts';
import { underSignals } from '../github/signals.ts';
import { readTarget, type Target } from '../github/target.ts';
import { publish } from '../report.ts';
import { dropUndefined, readReportRequest, readSettings, SCAN_OPTIONS } from '../scan-options.ts';

const { config, baseline, ...COMMON } = SCAN_OPTIONS;

export const command = defineCommand({
  name: 'github',
  usage: [
    'github repo OWNER/NAME [OPTIONS]',
    'github pr OWNER/NAME#N [OPTIONS]',
    'github user NAME [OPTIONS]',
  ],
  about:
    'Scans what is on GitHub: the whole history of a repository with all its refs, what a pull request brings, or all repositories of a user. Clones go into a private temporary folder, which is removed. The token is GITHUB_TOKEN or GH_TOKEN, or that of a GitHub App; without one, what is public can be read, slowly. Configuration, baselines and comments in the repository do not count. Rate limits are waited for.',
  options: {
    pulls: { type: 'boolean', isNegative: true, help: 'Leave out what only pull requests have.' },
    wiki: { type: 'boolean', help: 'Also scan the wiki.' },
    issues: {
      type: 'boolean',
      help: 'Also scan the text of issues and pull requests, and comments on them and on commits.',
    },
    releases: { type: 'boolean', help: 'Also scan the text of releases.' },
    forced: {
      type: 'boolean',
      help: 'Also scan what forced pushes and removed branches took away within a year.',
    },
    gists: { type: 'boolean', help: "Also scan the user's gists." },
    'max-repo-size': {
      type: 'string',
      value: 'SIZE',
      help: 'Do not fetch repositories that are larger. Default: 10 GB.',
    },
    'api-url': {
      type: 'string',
      value: 'URL',
      help: 'The API of a GitHub Enterprise Server. Default: $GITHUB_API_URL, else github.com.',
    },
    ...COMMON,
    config: { ...config, help: 'Configuration. Default: none.' },
    baseline: { ...baseline, help: 'Accepted findings. Default: none.' },
  },
  examples: [
    'keysweep github repo acme/trading-bot',
    'keysweep github repo acme/trading-bot --issues --wiki --forced --output report.html',
    'keysweep github pr acme/trading-bot#42 --format json',
    'GITHUB_TOKEN=$(gh auth token) keysweep github user ann --gists',
  ],
  async run({ values, positionals, console }) {
    const target = readTarget(positionals);
    const request = readReportRequest(values, console.cwd);
    const settings = { config: false, baseline: false, ...readSettings(values, console.cwd) } as const;
    const wish = {
      settings,
      extras: readExtras(values),
      maxBytes: readSize(values['max-repo-size']),
      progress: createGitHubProgress(console.stderr, !request.quiet),
      env: console.env,
      ...dropUndefined({ apiUrl: values['api-url'] }),
    };
    const outcome = await underSignals((signal) =>
      withSession({ ...wish, signal }, (session) => scan(session, target)),
    );
    return publish(outcome, request, console);
  },
});

const DEFAULT_SIZE = '10 GB';

function readSize(given = DEFAULT_SIZE): number {
  const bytes = parseSize(given);
  if (bytes !== null) return bytes;
  const hint = 'Give a size as 500 MB.';
  throw new KeysweepError('USAGE', `--max-repo-size cannot be "${given}"`, { hint });
}

function readExtras(values: { [Name in keyof Extras]?: boolean }): Extras {
  return {
    pulls: values.pulls ?? true,
    wiki: values.wiki ?? false,
    issues: values.issues ?? false,
    releases: values.releases ?? false,
    forced: values.forced ?? false,
    gists: values.gists ?? false,
  };
}

async function scan(session: Session, target: Target): Promise<Outcome> {
  const { github, run, notices } = session;
  if (target.kind === 'user') await scanUser(session, target.login);
  if (target.kind === 'repo') {
    const repository = await findRepository(github, target.fullName);
    tellName(notices, target.fullName, repository.fullName);
    await scanRepository(session, repository, null);
  }
  if (target.kind === 'pr') {
    const pull = await findPullRequest(github, target);
    tellName(notices, target.fullName, pull.repository.fullName);
    await scanPull(session, pull);
  }
  notices.push(...overrule(run.tally.sealed));
  return finishRun(run, { mode: MODES[target.kind], notices, isWhole: false });
}

const MODES: Readonly<Record<Target['kind'], string>> = {
  repo: 'GitHub repository',
  pr: 'GitHub pull request',
  user: 'GitHub user',
};

function tellName(notices: string[], asked: string, found: string): void {
  if (asked.toLowerCase() !== found.toLowerCase()) notices.push(`${asked} is ${found} now`);
}

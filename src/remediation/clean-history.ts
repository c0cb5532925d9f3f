import type { RemediationFacts } from './facts.ts';
import type { RunbookSection, RunbookStep } from './step.ts';

/**
 * How to take a value out of a git history, in order. Options after git-filter-repo 2.47 and GitHub's page
 * "Removing sensitive data from a repository". Without an issuer: for a report that has several.
 */
export function cleanHistory(issuer?: Pick<RemediationFacts, 'category' | 'status'>): RunbookSection {
  return { title: 'Clean the history', steps: [firstThing(issuer), ...REWRITE] };
}

function firstThing(issuer?: Pick<RemediationFacts, 'category' | 'status'>): RunbookStep {
  if (issuer?.status === 'closed') {
    return {
      text: 'Optional: the credential is worthless. Where the file itself should go, this is the way.',
    };
  }
  const deed = issuer?.category === 'wallet' ? 'Move the funds first' : 'Revoke first';
  return {
    text: `${deed}. Cleaning the history never takes its place: clones, forks, caches and other people’s scanners have the value already.`,
  };
}

const REWRITE: RunbookStep[] = [
  { text: 'Replace the value in the current files by a reference to the environment, and commit.' },
  {
    text: 'Make a fresh clone to work in, and tell everybody to stop pushing.',
    command: 'git clone --mirror URL clean.git',
  },
  {
    text: 'Write the values into a file outside the clone, one to a line, and rewrite every commit and message with git-filter-repo. Destroy the file afterwards.',
    command:
      'git filter-repo --sensitive-data-removal --replace-text VALUES.txt --replace-message VALUES.txt',
  },
  {
    text: 'Or drop whole files that should never have been there.',
    command: 'git filter-repo --sensitive-data-removal --invert-paths --path FILE',
  },
  {
    text: 'Force-push all branches and tags; lift branch protection for the moment. GitHub refuses the pull-request refs: that is expected.',
    command: 'git push --force --mirror origin',
  },
  {
    text: 'Let everybody with a clone make a new one: a merge from an old clone brings the value back. Forks keep it: ask their owners to delete or rewrite them.',
  },
  {
    text: 'GitHub still shows the old commits in cached views and pull requests to whoever knows their ids. Ask GitHub Support to remove them, with the repository, the pull requests and the first changed commit that git-filter-repo printed; it helps only where revoking is not enough.',
  },
  {
    text: 'Look also in CI logs, artifacts, container images, published packages, wikis, issues and backups.',
  },
  { text: 'Scan the whole history again.' },
];

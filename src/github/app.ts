import type { App } from 'octokit';
import { remoteError } from '../git/remote-failure.ts';
import { pagesOf } from './pages.ts';
import type { Minted } from './tokens.ts';

/** A GitHub App and where it is installed. */
export interface AppAccess {
  /** Logins of the organisations and users that installed it and did not suspend it. */
  owners(): Promise<string[]>;
  /** The installation at an owner. Throws `KeysweepError` (`not-found`) where there is none. */
  installationOf(owner: string): Promise<number>;
  /** Mints a token; with a repository, one that can read this repository's contents and nothing else. */
  mint(installation: number, repositoryId?: number): Promise<Minted>;
}

export function createAppAccess(app: App): AppAccess {
  let known: Promise<Map<string, { login: string; id: number }>> | null = null;
  const installations = (): NonNullable<typeof known> => {
    known ??= listInstallations(app);
    known.catch(() => {
      known = null;
    });
    return known;
  };
  return {
    async owners() {
      return [...(await installations()).values()].map(({ login }) => login);
    },
    async installationOf(owner) {
      const found = (await installations()).get(owner.toLowerCase());
      if (found !== undefined) return found.id;
      throw remoteError('GITHUB', {
        problem: 'not-found',
        message: `the GitHub App is not installed at ${owner}, or is suspended there`,
        hint: 'Let an owner install it, with read access to contents and metadata.',
      });
    },
    async mint(installationId, repositoryId) {
      const scope =
        repositoryId === undefined
          ? {}
          : { repositoryIds: [repositoryId], permissions: { contents: 'read', metadata: 'read' } };
      const answer = await app.octokit.auth({
        type: 'installation',
        installationId,
        refresh: true,
        ...scope,
      });
      const { token, expiresAt } = answer as Minted;
      return { token, expiresAt };
    },
  };
}

async function listInstallations(app: App): Promise<Map<string, { login: string; id: number }>> {
  const found = new Map<string, { login: string; id: number }>();
  for await (const { rows } of pagesOf<Installation>(app.octokit, { path: '/app/installations' })) {
    for (const { id, account, suspended_at } of rows) {
      const login = account?.login;
      if (login !== undefined && suspended_at == null) found.set(login.toLowerCase(), { login, id });
    }
  }
  return found;
}

interface Installation {
  id: number;
  account: { login?: string } | null;
  suspended_at: string | null;
}

import { listRepositories } from '../../github/list.ts';
import { gistTexts, listGists } from '../../github/texts.ts';
import { scanGit, scanRepository } from './scan-repository.ts';
import { giveUp, type Session, scanTexts } from './session.ts';

/** Scans all repositories of a user, and the gists where that is asked for. One that fails does not stop the rest. */
export async function scanUser(session: Session, login: string): Promise<void> {
  const { github, extras, progress, signal } = session;
  progress.begin(login);
  const repositories = await listRepositories(github, { kind: 'user', login }, { signal });
  for (const repository of repositories) {
    const { fullName } = repository;
    try {
      await scanRepository(session, repository, fullName);
    } catch (error) {
      giveUp(session, fullName, error);
    }
  }
  if (repositories.length === 0) session.notices.push(`${login} has no repositories that the token may see`);
  if (extras.gists) await scanGists(session, login);
}

async function scanGists(session: Session, login: string): Promise<void> {
  const { github, signal } = session;
  try {
    for (const id of await listGists(github, { login, signal })) await scanGist(session, id);
  } catch (error) {
    giveUp(session, `gists of ${login}`, error);
  }
}

async function scanGist(session: Session, id: string): Promise<void> {
  const { github, signal } = session;
  const name = `gist/${id}`;
  try {
    await scanGit(session, { name });
  } catch (error) {
    giveUp(session, name, error);
  }
  await scanTexts(session, `comments on ${name}`, gistTexts(github, { id, signal }), name);
}

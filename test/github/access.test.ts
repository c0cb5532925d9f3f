import { expect, it, onTestFinished } from 'vitest';
import { cloneMirror, fetchMirror, listRemoteRefs } from '../../src/git/remote.ts';
import { openGitHub } from '../../src/github/access.ts';
import { listRepositories } from '../../src/github/list.ts';
import { scratchFolder, scratchRepository } from '../git/scratch.ts';
import { startSimulator } from './simulator/simulator.ts';

it('lists and clones', async () => {
  const source = scratchRepository();
  source.commit({ 'a.txt': '1\n' });
  const simulator = await startSimulator({
    organizations: ['acme'],
    tokens: [{ token: 'ghp_test', login: 'ann' }],
    repositories: [{ name: 'acme/bot', git: source.folder, private: true }, { name: 'acme/empty' }],
  });
  onTestFinished(() => simulator.close());
  const github = await openGitHub({ env: simulator.env('ghp_test') });
  const list = await listRepositories(github, { kind: 'organization', login: 'acme' });
  expect(list.map(({ fullName }) => fullName)).toEqual(['acme/bot', 'acme/empty']);
  const remote = github.gitRemote({ name: 'acme/bot' });
  const folder = `${scratchFolder()}/m`;
  await cloneMirror({ remote, folder });
  await fetchMirror({ remote, gitDir: folder });
  expect((await listRemoteRefs({ remote })).map(({ name }) => name)).toEqual(['refs/heads/main']);
});

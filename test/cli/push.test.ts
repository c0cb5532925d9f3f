import { chmodSync, existsSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { scratchFolder } from '../git/scratch.ts';
import { guardedProject, hookProject, KEY, type Project, toolFolder } from '../hook/project.ts';
import { ALLOW, leak } from './keysweep.ts';

const PROGRAM = join(import.meta.dirname, '..', '..', 'dist', 'cli', 'start.cjs');

function commitFile(project: Project, path: string, text: string): string {
  project.write({ [path]: text });
  project.git(['add', '-f', path]);
  project.git(['commit', '-q', '--no-verify', '-m', `change ${path}`]);
  return project.git(['rev-parse', 'HEAD']).stdout.trim();
}

function bareRepository(): string {
  return hookProject({ init: ['--bare'], install: false }).folder;
}

describe('a push with the hook', () => {
  function clone(): { project: Project; push: (...args: string[]) => ReturnType<Project['git']> } {
    const project = guardedProject();
    project.git(['remote', 'add', 'origin', bareRepository()]);
    return { project, push: (...args) => project.git(['push', ...args]) };
  }

  it('is stopped by a key that a later commit removes, and names the commit', () => {
    const { project, push } = clone();
    const commit = commitFile(project, '.env', KEY);
    commitFile(project, '.env', 'A=1\n');
    const run = push('origin', 'main');
    expect(run.text).toContain(commit.slice(0, 7));
    expect(run.text).toContain('The push was stopped: nothing has left this machine.');
    expect(run.text).not.toContain('git push --force');
    expect(run.status).toBe(1);
  });

  it('sends what the remote has not, and minds only that', () => {
    const { project, push } = clone();
    commitFile(project, '.env', KEY);
    expect(push('--no-verify', 'origin', 'main').status).toBe(0);
    commitFile(project, 'a', 'x\n');
    expect(push('origin', 'main').status).toBe(0);
    project.git(['checkout', '-q', '-b', 'side']);
    expect(push('origin', 'side').status).toBe(0);
    commitFile(project, 'b', leak(9));
    expect(push('origin', 'main', 'side').status).toBe(1);
    expect(push('origin', ':side').status).toBe(0);
  });

  it('sees commit messages and messages of tags', () => {
    const { project, push } = clone();
    project.git(['commit', '-q', '--no-verify', '--allow-empty', '-m', KEY]);
    expect(push('origin', 'main').status).toBe(1);
    push('--no-verify', 'origin', 'main');
    project.git(['tag', '-a', 'v1', '-m', leak(9)]);
    const run = push('origin', 'v1');
    expect(run.text).toContain('tag v1');
    expect(run.status).toBe(1);
  });

  it('takes a push to an address, and of something that is no commit', () => {
    const { project, push } = clone();
    const other = bareRepository();
    expect(push(other, 'main').status).toBe(0);
    project.git(['tag', 'file', project.git(['hash-object', '-w', '--stdin'], { input: 'x' }).stdout.trim()]);
    const run = push(other, 'file');
    expect(run.text).toContain('git push --no-verify');
    expect(run.status).toBe(1);
  });

  it('takes the range from the pre-commit framework', () => {
    const { project } = clone();
    const head = commitFile(project, '.env', KEY);
    const env = { PRE_COMMIT_FROM_REF: '0'.repeat(40), PRE_COMMIT_TO_REF: head };
    expect(project.keysweepWith(env, 'pre-push').status).toBe(1);
  });

  it('refuses standard input that git did not write', () => {
    const { status, stderr } = clone().project.keysweepInput('main\n', 'pre-push');
    expect(stderr).toContain('not what git gives this hook');
    expect(status).toBe(2);
  });
});

describe('a server with a pre-receive hook', () => {
  function server(options = ''): { folder: string; client: Project } {
    const folder = bareRepository();
    const path = toolFolder({ node: true });
    const hook = join(folder, 'hooks', 'pre-receive');
    writeFileSync(hook, `#!/bin/sh\nPATH='${path}'\nexec '${PROGRAM}' pre-receive ${options}\n`);
    chmodSync(hook, 0o755);
    const client = hookProject();
    commitFile(client, 'a', 'x\n');
    expect(client.git(['push', folder, 'main']).status).toBe(0);
    return { folder, client };
  }

  it('refuses a key, and keeps none of the objects', () => {
    const { folder, client } = server();
    commitFile(client, '.env', KEY);
    const head = commitFile(client, '.env', 'A=1\n');
    const { status, text } = client.git(['push', folder, 'main']);
    expect(text).toContain('remote: The server refused the push.');
    expect(text).toMatch(/remote: .*Binance/);
    expect(status).toBe(1);
    expect(existsSync(join(folder, 'objects', head.slice(0, 2), head.slice(2)))).toBe(false);
  });

  it('is not silenced by the push: neither by a comment nor by a baseline in it', () => {
    const { folder, client } = server();
    const lines = KEY.trimEnd().split('\n');
    commitFile(client, 'b', lines.map((line) => `${line} # ${ALLOW} rotated\n`).join(''));
    const refused = client.git(['push', folder, 'main']);
    expect(refused.status).toBe(1);
    const id = /ks1-[0-9a-f]{32}/.exec(refused.text)?.[0] ?? '';
    commitFile(client, '.keysweep-baseline', `${id} rotated\n`);
    commitFile(client, '.keysweep.json', '{ "exclude": ["**"] }');
    expect(client.git(['push', folder, 'main']).status).toBe(1);
    writeFileSync(join(folder, '.keysweep-baseline'), `${id} rotated\n`);
    expect(client.git(['push', folder, 'main']).status).toBe(0);
  });

  it('takes the baseline of its default branch before the push, unless it has files of its own', () => {
    const { folder, client } = server();
    commitFile(client, 'b', KEY);
    const id = /ks1-[0-9a-f]{32}/.exec(client.git(['push', folder, 'main']).text)?.[0] ?? '';
    client.git(['reset', '-q', '--hard', 'HEAD~1']);
    commitFile(client, '.keysweep-baseline', `${id} rotated\n`);
    expect(client.git(['push', folder, 'main']).status).toBe(0);
    commitFile(client, 'b', KEY);
    writeFileSync(join(folder, '.keysweep.json'), '{}');
    expect(client.git(['push', folder, 'main']).status).toBe(1);
    rmSync(join(folder, '.keysweep.json'));
    expect(client.git(['push', folder, 'main']).status).toBe(0);
  });

  it('lets comments count where whoever runs it says so', () => {
    const { folder, client } = server('--inline-allow');
    const lines = KEY.trimEnd().split('\n');
    commitFile(client, 'b', lines.map((line) => `${line} # ${ALLOW} rotated\n`).join(''));
    expect(client.git(['push', folder, 'main']).status).toBe(0);
  });

  it('lets branches be deleted', () => {
    const { folder, client } = server();
    client.git(['push', folder, 'main:other']);
    expect(client.git(['push', folder, ':other']).status).toBe(0);
  });
});

describe('keysweep commit-msg', () => {
  const message = (text: string) => {
    const folder = scratchFolder();
    writeFileSync(join(folder, 'MSG'), text);
    const project = hookProject();
    return project.keysweep('commit-msg', join(folder, 'MSG'));
  };

  it('is quiet about a message without a key, and about what is no part of it', () => {
    const scissors = `# ${'-'.repeat(24)} >8 ${'-'.repeat(24)}\n`;
    expect(message('Fix it\n')).toMatchObject({ status: 0, text: '' });
    expect(message(`Fix it\n${scissors}-${KEY}`)).toMatchObject({ status: 0, text: '' });
    expect(message(`Fix it\n${KEY}${scissors}`).status).toBe(1);
  });

  it('wants one file', () => {
    const project = hookProject();
    expect(project.keysweep('commit-msg').status).toBe(2);
    expect(project.keysweep('commit-msg', 'missing').stderr).toContain('there is no message in missing');
  });
});

import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { KeysweepError } from '../../src/errors.ts';
import { gitEnvironment } from '../../src/git/environment.ts';
import { runGit, streamGit, tryGit } from '../../src/git/run.ts';
import { replaceGit } from './replaced-git.ts';
import { scratchFolder, scratchRepository } from './scratch.ts';

afterEach(() => vi.unstubAllEnvs());

describe('runGit', () => {
  it('hands back what git prints, given input', async () => {
    const { folder } = scratchRepository();
    const place = { trust: 'path', cwd: folder } as const;
    const output = await runGit({ place, args: ['hash-object', '-t', 'tree', '--stdin'], input: '' });
    expect(output.toString()).toBe('4b825dc642cb6eb9a060e54bf8d69288fbee4904\n');
  });

  it('throws for a failure, says what to do, and repeats nothing that git printed', async () => {
    replaceGit('echo "fatal: index file corrupt: marker-of-content" >&2; exit 128');
    const error = await failureOf(runGit({ place: here(), args: ['ls-files'] }));
    expect(error.code).toBe('GIT');
    expect(error.message).toBe('git ls-files failed: the index cannot be read');
    expect(error.hint).toContain('git reset');
    expect(JSON.stringify({ ...error, message: error.message })).not.toContain('marker-of-content');
  });

  it('says so when there is no git', async () => {
    vi.stubEnv('PATH', scratchFolder());
    expect((await failureOf(runGit({ place: here(), args: ['version'] }))).message).toContain('not found');
  });

  it('gives up on a git that hangs', async () => {
    replaceGit('exec sleep 60');
    const started = Date.now();
    const error = await failureOf(tryGit({ place: here(), args: ['version'], timeoutMs: 200 }));
    expect(error.message).toContain('gave no answer within 0.2 s');
    expect(Date.now() - started).toBeLessThan(5_000);
  });

  it('gives up on a git that prints for ever', async () => {
    replaceGit('exec yes');
    const error = await failureOf(tryGit({ place: here(), args: ['log'], maxBytes: 1_000_000 }));
    expect(error.message).toContain('printed more than it may');
  });

  it('gives up on a git that is killed', async () => {
    replaceGit('kill -9 $$');
    expect((await failureOf(tryGit({ place: here(), args: ['log'] }))).message).toContain('it was killed');
  });

  it('stops when it is aborted, before and while git runs', async () => {
    replaceGit('exec sleep 60');
    const place = here();
    await expect(runGit({ place, args: ['log'], signal: AbortSignal.abort('early') })).rejects.toBe('early');
    const late = AbortSignal.timeout(100);
    await expect(runGit({ place, args: ['log'], signal: late })).rejects.toThrow(/timeout/);
  });

  it('does not mind a git that leaves its input unread', async () => {
    replaceGit('echo done');
    const input = Buffer.alloc(4_000_000);
    expect((await runGit({ place: here(), args: ['x'], input })).toString()).toBe('done\n');
  });
});

describe('streamGit', () => {
  it('waits for its reader instead of piling up', async () => {
    replaceGit('exec yes');
    let bytes = 0;
    for await (const chunk of streamGit({ place: here(), args: ['log'] })) {
      bytes += chunk.length;
      await new Promise((resolve) => setTimeout(resolve, 50));
      if (bytes > 500_000) break;
    }
    expect(process.memoryUsage().arrayBuffers).toBeLessThan(200_000_000);
  });

  it('counts only the time in which git is silent', async () => {
    replaceGit('for i in 1 2 3 4 5; do echo $i; sleep 0.2; done');
    let text = '';
    for await (const chunk of streamGit({ place: here(), args: ['log'], timeoutMs: 600 })) text += chunk;
    expect(text).toBe('1\n2\n3\n4\n5\n');
  });

  it('throws at the end when git failed, after handing out what it printed', async () => {
    replaceGit('echo one; exit 3');
    let text = '';
    const read = async (): Promise<void> => {
      for await (const chunk of streamGit({ place: here(), args: ['log'] })) text += chunk;
    };
    await expect(read()).rejects.toThrow('git log failed: exit code 3');
    expect(text).toBe('one\n');
  });
});

describe('the environment of git', () => {
  const ambient = {
    PATH: '/usr/bin',
    HOME: '/home/person',
    SECRET_TOKEN: 'x',
    GIT_DIR: '/elsewhere',
    GIT_INDEX_FILE: '/index',
    GIT_OBJECT_DIRECTORY: '/objects',
    GIT_CONFIG_PARAMETERS: "'a.b'='c'",
    GIT_EXTERNAL_DIFF: 'evil',
    GIT_SSH_COMMAND: 'evil',
    GIT_TRACE: '/tmp/trace',
    LD_PRELOAD: 'evil.so',
  };

  it('holds nothing of the caller for a repository given by path', () => {
    const place = { trust: 'path', cwd: '/', gitDir: '/r/.git', workTree: '/r' } as const;
    const environment = gitEnvironment({ place, userConfig: false, ambient });
    expect(environment).toMatchObject({
      GIT_DIR: '/r/.git',
      GIT_WORK_TREE: '/r',
      GIT_CONFIG_GLOBAL: '/dev/null',
    });
    expect(environment).toMatchObject({ HOME: '/dev/null', PATH: '/usr/bin', GIT_NO_REPLACE_OBJECTS: '1' });
    for (const name of Object.keys(ambient).slice(2)) {
      if (name !== 'GIT_DIR') expect(environment).not.toHaveProperty(name);
    }
  });

  it('keeps in a hook what says which index, objects and configuration are meant, and nothing else', () => {
    const environment = gitEnvironment({ place: { trust: 'hook', cwd: '/' }, userConfig: false, ambient });
    const kept = [
      'HOME',
      'GIT_DIR',
      'GIT_INDEX_FILE',
      'GIT_OBJECT_DIRECTORY',
      'GIT_CONFIG_PARAMETERS',
    ] as const;
    for (const name of kept) expect(environment[name]).toBe(ambient[name]);
    for (const name of ['SECRET_TOKEN', 'GIT_EXTERNAL_DIFF', 'GIT_SSH_COMMAND', 'GIT_TRACE', 'LD_PRELOAD']) {
      expect(environment).not.toHaveProperty(name);
    }
  });

  it('has a bound on its memory for a repository given by path', async () => {
    replaceGit('ulimit -v');
    expect((await runGit({ place: here(), args: ['x'] })).toString()).toBe(`${2 * 1024 * 1024}\n`);
  });

  it('never looks for git in the scanned folder', async () => {
    const { folder } = scratchRepository();
    mkdirSync(join(folder, 'node_modules/.bin'), { recursive: true });
    for (const file of ['git', 'node_modules/.bin/git']) {
      writeFileSync(join(folder, file), '#!/bin/sh\necho evil\n');
      chmodSync(join(folder, file), 0o755);
    }
    vi.stubEnv('PATH', ['', '.', 'node_modules/.bin', process.env.PATH].join(delimiter));
    const place = { trust: 'hook', cwd: folder } as const;
    expect((await runGit({ place, args: ['version'] })).toString()).toContain('git version');
  });
});

function here(): { trust: 'path'; cwd: string } {
  return { trust: 'path', cwd: scratchFolder() };
}

async function failureOf(promise: Promise<unknown>): Promise<KeysweepError> {
  const error = await promise.then(
    () => null,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(KeysweepError);
  return error as KeysweepError;
}

import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { awaitAhead, beginGit, takeAnswer } from '../../src/git/ahead.ts';
import type { GitCall } from '../../src/git/command.ts';
import { runGitNow } from '../../src/git/run-now.ts';
import { replaceGit } from './replaced-git.ts';
import { scratchFolder, scratchRepository } from './scratch.ts';

afterEach(() => vi.unstubAllEnvs());

function callIn(cwd: string, more: Partial<GitCall> = {}): GitCall & { maxBytes: number } {
  return { place: { trust: 'hook', cwd }, args: ['ls-files'], maxBytes: 1000, timeoutMs: 60_000, ...more };
}

describe('git that was begun ahead', () => {
  it('gives its answer once, and only to the call that it was begun for', async () => {
    const repository = scratchRepository();
    repository.stage({ a: 'x' });
    const call = callIn(repository.folder);
    await awaitAhead(beginGit(call)!);
    repository.stage({ b: 'x' });
    expect(takeAnswer({ ...call, args: ['ls-files', '-z'] })).toBeUndefined();
    expect(runGitNow(call).toString()).toBe('a\n');
    expect(runGitNow(call).toString()).toBe('a\nb\n');
  });

  it('prints into no file that has a name', async () => {
    const folder = scratchFolder();
    replaceGit(`ls -A ${folder} | grep -q . && echo seen; echo done`);
    vi.stubEnv('TMPDIR', folder);
    const call = callIn(folder);
    await awaitAhead(beginGit(call)!);
    expect(takeAnswer(call)?.toString()).toBe('done\n');
    expect(readdirSync(folder)).toEqual([]);
  });

  it.each([
    ['failed', 'echo half; exit 128'],
    ['was killed', 'kill -9 $$'],
    ['printed too much', 'head -c 2000 /dev/zero'],
    ['prints without end', 'exec cat /dev/zero'],
  ])('has no answer where it %s', async (_, script) => {
    replaceGit(script);
    const call = callIn(scratchFolder());
    await awaitAhead(beginGit(call)!);
    expect(takeAnswer(call)).toBeUndefined();
  });

  it('is as late as any other call', async () => {
    replaceGit('exec sleep 60');
    const call = callIn(scratchFolder(), { timeoutMs: 100 });
    await awaitAhead(beginGit(call)!);
    expect(() => runGitNow(call)).toThrow(/gave no answer within/);
  });

  it('ends with whoever began it', async () => {
    const mark = join(scratchFolder(), 'mark');
    replaceGit(`sleep 2; touch '${mark}'`);
    const ahead = beginGit(callIn(scratchFolder()))!;
    ahead.stop();
    expect(await ahead.ended).toBe(false);
    expect(existsSync(mark)).toBe(false);
  });
});

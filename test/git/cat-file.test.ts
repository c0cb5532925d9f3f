import { chmodSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { deflateSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { type ObjectRead, readObjects } from '../../src/git/cat-file.ts';
import { blobId, buildDelta, makePackedStore } from './objects/packs.ts';
import { type Scratch, scratchRepository } from './scratch.ts';

/** What was answered, in words: the content, the number of bytes in pieces, or the problem. */
function answers({ folder }: Scratch, ids: readonly string[], wholeBytes?: number): Promise<string[]> {
  return answersOf(join(folder, '.git'), ids, wholeBytes);
}

async function answersOf(gitDir: string, ids: readonly string[], wholeBytes = 1_000_000): Promise<string[]> {
  const place = { trust: 'path', cwd: gitDir, gitDir } as const;
  const result: string[] = [];
  for await (const answer of readObjects({ place, ids, wholeBytes })) {
    result.push(answer.kind === 'large' ? await pieces(answer) : inWords(answer));
  }
  return result;
}

function inWords(answer: Exclude<ObjectRead, { kind: 'large' }>): string {
  return answer.kind === 'whole' ? answer.bytes.toString() : answer.problem;
}

async function pieces(answer: ObjectRead & { kind: 'large' }): Promise<string> {
  let size = 0;
  for await (const piece of answer.pieces) size += piece.length;
  return `${size} of ${answer.size}, ${answer.isComplete() ? 'complete' : 'cut off'}`;
}

function withBlobs(...contents: string[]): Scratch & { ids: string[] } {
  const repository = scratchRepository();
  const files = Object.fromEntries(contents.map((content, index) => [`f${index}`, content]));
  repository.stage(files);
  return { ...repository, ids: contents.map((_, index) => repository.git('rev-parse', `:f${index}`)) };
}

/** Puts other bytes in the place of a loose object. */
function overwrite({ folder }: Scratch, id: string, bytes: Buffer): void {
  const file = join(folder, '.git/objects', id.slice(0, 2), id.slice(2));
  chmodSync(file, 0o644);
  writeFileSync(file, bytes);
}

describe('readObjects', () => {
  it('answers every id in order, also twice, also empty ones', async () => {
    const repository = withBlobs('one\n', '', 'three');
    const [one, two, three] = repository.ids as [string, string, string];
    expect(await answers(repository, [three, one, two, one])).toEqual(['three', 'one\n', '', 'one\n']);
    expect(await answers(repository, [])).toEqual([]);
  });

  it('hands out large objects in pieces, used or not', async () => {
    const repository = withBlobs('x'.repeat(300_000), 'small');
    expect(await answers(repository, repository.ids, 1000)).toEqual(['300000 of 300000, complete', 'small']);
    const place = { trust: 'path', cwd: repository.folder } as const;
    const kinds: string[] = [];
    for await (const { kind } of readObjects({ place, ids: repository.ids, wholeBytes: 1000 }))
      kinds.push(kind);
    expect(kinds).toEqual(['large', 'whole']);
  });

  it('goes on after objects that are missing', async () => {
    const repository = withBlobs('one', 'two', 'three');
    const [one, two, three] = repository.ids as [string, string, string];
    rmSync(join(repository.folder, '.git/objects', two.slice(0, 2), two.slice(2)));
    const unknown = 'ab'.repeat(20);
    expect(await answers(repository, [one, two, unknown, three])).toEqual([
      'one',
      'missing',
      'missing',
      'three',
    ]);
  });

  it.each([
    ['is no zlib stream', Buffer.from('garbage')],
    ['is cut off', deflateSync('blob 3\0two').subarray(0, 8)],
    ['is empty', Buffer.alloc(0)],
    ['has a header that is none', deflateSync('nonsense')],
    ['is of no known type', deflateSync('thing 3\0two')],
    ['is longer than it says', deflateSync(`blob 3\0two${'x'.repeat(5_000_000)}`)],
    ['is shorter than it says', deflateSync('blob 99999999\0two')],
  ])('goes on after an object that %s', async (_, bytes) => {
    const repository = withBlobs('one', 'two', 'three');
    overwrite(repository, repository.ids[1]!, bytes);
    const [first, second, third] = await answers(repository, repository.ids);
    expect([first, third]).toEqual(['one', 'three']);
    expect(second).toMatch(/^(?:corrupt|missing|\d+ of 99999999, cut off)$/);
  });

  it('says when a large object is cut off, and goes on', async () => {
    const repository = withBlobs('one', 'x'.repeat(500_000), 'three');
    const random = Buffer.from(Array.from({ length: 400_000 }, (_, index) => (index * 7919) % 251));
    const whole = deflateSync(Buffer.concat([Buffer.from('blob 400000\0'), random]), { level: 0 });
    overwrite(repository, repository.ids[1]!, whole.subarray(0, 200_000));
    const [first, second, third] = await answers(repository, repository.ids, 1000);
    expect([first, third]).toEqual(['one', 'three']);
    expect(second).toMatch(/cut off|corrupt/);
  });

  it('survives deltas that are made from themselves', { timeout: 60_000 }, async () => {
    const good = Buffer.from('good');
    const ids = [blobId(good), 'aa'.repeat(20), 'bb'.repeat(20)] as const;
    const delta = buildDelta(4, 4, [{ from: 0, length: 4 }]);
    const gitDir = makePackedStore([
      { id: ids[0], type: 'blob', content: good },
      { id: ids[1], type: 'ref-delta', base: ids[2], content: delta },
      { id: ids[2], type: 'ref-delta', base: ids[1], content: delta },
    ]);
    writeFileSync(join(gitDir, 'HEAD'), 'ref: refs/heads/main\n');
    mkdirSync(join(gitDir, 'refs'));
    expect(await answersOf(gitDir, [ids[1], ids[0]])).toEqual(['corrupt', 'good']);
  });

  it('does not take one object for the answer to another', async () => {
    const repository = withBlobs('one', 'two', 'three');
    const [one, two, three] = repository.ids as [string, string, string];
    overwrite(repository, one, deflateSync(`blob 3\0one\n${two} blob 8\nharmless\n`));
    expect(await answers(repository, [one, two, three])).toEqual(['one', 'two', 'three']);
  });

  it('gives up after many failures instead of starting git for ever', async () => {
    const repository = withBlobs(...Array.from({ length: 130 }, (_, index) => `content ${index}`));
    for (const id of repository.ids) overwrite(repository, id, deflateSync('blob 99999\0short'));
    const result = await answers(repository, repository.ids);
    expect(new Set(result)).toEqual(new Set(['corrupt']));
    expect(result).toHaveLength(130);
  });
});

import { rmSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readStagedPatch } from '../../src/git/staged-patch.ts';
import { type Scratch, scratchRepository } from './scratch.ts';

/** What a patch may be confused by. */
const line = fc.constantFrom(
  ...['', ' ', 'a', 'b', '+', '-', ' -', '++ b/a', '-- a/a', '\\', '\\ No newline at end of file', '\r'],
  ...['@@ -1,2 +1,2 @@', 'diff --git a/x b/x', 'index 12..34', '\0', 'é\u2028', 'x\r', ':100644', '\t'],
);
const text = fc
  .tuple(fc.array(line, { maxLength: 12 }), fc.boolean())
  .map(([lines, isWhole]) => lines.join('\n') + (isWhole && lines.length > 0 ? '\n' : ''));
/** By name: the text at HEAD and the one that is staged; null where there is no such file. */
const version = fc.option(text, { freq: 4 });
const files = fc.dictionary(
  fc.constantFrom('a', 'b.txt', 'with blank', 'sub/c', 'é', '-x', 'quo"te', 'tab\there', 'b/@@ -1 +1 @@'),
  fc.tuple(version, version),
  { minKeys: 1, maxKeys: 6 },
);

function staged(files: Record<string, readonly [string | null, string | null]>): Scratch {
  const repository = scratchRepository();
  const at = (index: 0 | 1) =>
    Object.fromEntries(
      Object.entries(files).flatMap(([name, versions]) =>
        versions[index] === null ? [] : [[name, versions[index]]],
      ),
    );
  repository.git('commit', '-q', '--allow-empty', '-m', 'start');
  repository.commit({ ...at(0), other: 'x\n' });
  for (const name of Object.keys(at(0))) rmSync(join(repository.folder, name));
  repository.stage({ ...at(1), other: 'y\n' });
  repository.git('add', '-A');
  return repository;
}

/** As the staged source does it: where git finds none of the files. */
const place = ({ folder }: Scratch) =>
  ({ trust: 'hook', cwd: join(folder, '.git'), indexFile: join(folder, '.git/index') }) as const;

const asked = (repository: Scratch) => ({ place: place(repository), base: 'HEAD', timeoutMs: 60_000 });

/** What git takes for binary may be left out, unless another file is the same. */
function expectContent(bytes: Buffer | undefined, text: string, isBinary: boolean): void {
  if (!isBinary || bytes !== undefined) expect(bytes?.toString()).toBe(text);
}

describe('what is staged, in one call of git', () => {
  it('is what git has as objects, whatever the lines say', () => {
    fc.assert(
      fc.property(files, (made) => {
        const repository = staged(made);
        const patch = readStagedPatch(asked(repository));
        expect(patch).not.toBeNull();
        for (const { path, id, olds } of patch!.changes) {
          const name = path.toString();
          const [before, after] = made[name] ?? ['x\n', 'y\n'];
          const isBinary = `${before}${after}`.includes('\0');
          if (after !== null) expectContent(patch!.contents.get(id), after, isBinary);
          if (before !== null) expectContent(patch!.contents.get(olds[0]!), before, isBinary);
        }
        const changed = Object.entries(made).filter(([, [before, after]]) => before !== after);
        expect(patch!.changes.length).toBe(changed.length + 1);
      }),
      { numRuns: 25 },
    );
  });

  it('minds no settings of the user, and leaves what attributes call binary to others', () => {
    const repository = staged({
      a: ['1\n\n2\n', '1\n\n3\n'],
      '.gitattributes': [null, 'b binary\n'],
      b: ['1\n', '2\n'],
    });
    const settings = [
      'diff.noprefix=true',
      'diff.suppressBlankEmpty=true',
      'diff.context=0',
      'color.ui=always',
    ];
    for (const setting of settings) repository.git('config', ...setting.split('='));
    const patch = readStagedPatch(asked(repository));
    const { id, olds } = patch!.changes.find(({ path }) => path.toString() === 'a')!;
    expect(patch!.contents.get(id)?.toString()).toBe('1\n\n3\n');
    expect(patch!.contents.get(olds[0]!)?.toString()).toBe('1\n\n2\n');
    const binary = patch!.changes.find(({ path }) => path.toString() === 'b')!;
    expect(patch!.contents.has(binary.id)).toBe(false);
  });

  it('knows a file whose mode alone changed, and one that became another', () => {
    const repository = staged({ a: ['1\n', '1\n'], b: ['2\n', null], c: [null, '2\n'], d: ['', null] });
    repository.git('update-index', '--chmod=+x', 'a');
    const patch = readStagedPatch(asked(repository));
    const paths = patch!.changes.map(({ path, status }) => `${status} ${path}`);
    expect(paths).toEqual(['M a', 'D b', 'A c', 'D d', 'M other']);
  });

  it('says so where it is nothing', () => {
    const repository = scratchRepository();
    repository.commit({ a: 'x\n' });
    expect(readStagedPatch(asked(repository))).toEqual({ changes: [], contents: new Map() });
  });

  it.each<[string, (repository: Scratch) => void]>([
    ['a line break in a name', ({ stage }) => stage({ 'line\nbreak': 'y\n' })],
    [
      'a file that became a link',
      ({ git, folder }) => {
        rmSync(join(folder, 'a'));
        git('update-index', '--cacheinfo', `120000,${git('rev-parse', ':b')},a`);
      },
    ],
    [
      'a submodule',
      ({ git }) => git('update-index', '--add', '--cacheinfo', `160000,${git('rev-parse', 'HEAD')},sub`),
    ],
    [
      'an object that is missing',
      ({ git, folder, stage }) => {
        stage({ a: 'gone\n' });
        const id = git('rev-parse', ':a');
        rmSync(join(folder, '.git/objects', id.slice(0, 2), id.slice(2)));
      },
    ],
  ])('leaves %s to others', (_, change) => {
    const repository = scratchRepository();
    repository.commit({ a: 'x\n', b: 'y\n' });
    change(repository);
    expect(readStagedPatch(asked(repository))).toBeNull();
  });
});

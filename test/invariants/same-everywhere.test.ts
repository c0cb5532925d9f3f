import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { keysweep, leak } from '../cli/keysweep.ts';
import { scratchFolder, scratchRepository, writeFiles } from '../git/scratch.ts';
import { plantEverything } from '../security/planted.ts';
import { runHere } from '../security/run-here.ts';

interface Found {
  fingerprint: string;
  issuer: string;
  parts: { role: string; kind: string }[];
}

/**
 * What a scan says is there, in an order of its own: whose, which parts, and the fingerprint. The threads of a
 * history scan need the built program.
 */
async function found(args: string[], more: { cwd: string; input?: string }): Promise<string[]> {
  const line = [...args, '--format', 'json'];
  const { status, stdout, stderr } = args[0] === 'history' ? keysweep(line, more) : await runHere(line, more);
  expect(status).toBeLessThan(2);
  expect(stderr).not.toContain('keysweep: ');
  const { findings, suppressed } = JSON.parse(stdout) as { findings: Found[]; suppressed: Found[] };
  return [...findings, ...suppressed]
    .map(
      ({ fingerprint, issuer, parts }) =>
        `${issuer} ${parts.map(({ kind }) => kind).join('+')} ${fingerprint}`,
    )
    .sort();
}

const fingerprints = (lines: string[]) => lines.map((line) => line.split(' ').at(-1)).sort();

describe('one tree', () => {
  it('gives the same credentials as files, as staged, as a range and as history', async () => {
    const { files } = await plantEverything('everywhere');
    const repository = scratchRepository();
    const cwd = repository.folder;
    repository.commit({ 'readme.txt': 'nothing\n' });
    repository.stage(files);
    const tree = await found(['scan'], { cwd });
    expect(tree.length).toBeGreaterThan(300);
    expect(await found(['staged'], { cwd })).toEqual(tree);
    repository.git('commit', '-q', '--no-verify', '-m', 'add');
    expect(await found(['range', 'HEAD'], { cwd })).toEqual(tree);
    expect(await found(['history'], { cwd })).toEqual(tree);
  });

  it('gives the same credentials file by file over standard input', async () => {
    const { files } = await plantEverything('input');
    const some = Object.entries(files).filter((_, index) => index % 40 === 0);
    for (const [path, text] of some) {
      const folder = scratchFolder();
      writeFiles(folder, { [path]: text });
      const input = await found(['scan', '-', '--name', path], { cwd: folder, input: text });
      expect(input, path).toEqual(await found(['scan'], { cwd: folder }));
    }
  });

  it('gives the same report with one thread, two and four', async () => {
    const { files } = await plantEverything('jobs');
    const folder = scratchFolder();
    writeFiles(folder, files);
    const [one, two, four] = ['1', '2', '4'].map((jobs) =>
      keysweep(['scan', '--jobs', jobs, '--format', 'csv'], { cwd: folder }),
    );
    expect(one!.stdout.length).toBeGreaterThan(10_000);
    expect(two!.stdout).toBe(one!.stdout);
    expect(four!.stdout).toBe(one!.stdout);
  });

  it('gives the same credentials with the line ends of Windows', async () => {
    const { files } = await plantEverything('lines');
    const folders = [scratchFolder(), scratchFolder()];
    const windows = Object.entries(files).map(([path, text]) => [path, text.replaceAll(/\r?\n/g, '\r\n')]);
    writeFiles(folders[0]!, files);
    writeFiles(folders[1]!, Object.fromEntries(windows));
    const [unix, dos] = await Promise.all(folders.map((cwd) => found(['scan'], { cwd })));
    expect(dos).toEqual(unix);
  });
});

const word = fc.stringMatching(/^[a-z]{1,12}$/);
const edit = fc.record({
  folder: fc.array(word, { maxLength: 3 }),
  name: word,
  above: fc.array(fc.constantFrom('', '# a remark', 'level=3', 'import os', '{', '}'), { maxLength: 8 }),
  below: fc.array(fc.constantFrom('', '# the end', 'timeout=5'), { maxLength: 8 }),
  indent: fc.constantFrom('', '  ', '\t', 'export '),
  ending: fc.constantFrom('\n', '\r\n'),
});

describe('a fingerprint', () => {
  it('survives moves, and edits around it', async () => {
    const home = scratchFolder();
    writeFiles(home, { '.env': leak(7) });
    const before = fingerprints(await found(['scan'], { cwd: home }));
    expect(before).toHaveLength(1);
    await fc.assert(
      fc.asyncProperty(edit, async ({ folder, name, above, below, indent, ending }) => {
        rmSync(join(home, '.env'), { force: true });
        const cwd = scratchPlace(home);
        const lines = leak(7)
          .trimEnd()
          .split('\n')
          .map((line) => indent + line);
        const path = [...folder, `${name}.env`].join('/');
        writeFiles(cwd, { [path]: [...above, ...lines, ...below].join(ending) });
        expect(fingerprints(await found(['scan'], { cwd }))).toEqual(before);
      }),
      { numRuns: 25, seed: 11 },
    );
  });

  it('stays when the file is written again by other tools, and changes with the secret alone', async () => {
    const cwd = scratchFolder();
    const [key, secret] = leak(7)
      .trimEnd()
      .split('\n')
      .map((line) => line.split('=')[1]!);
    const forms: Record<string, string> = {
      'a.env': leak(7),
      'b.json': JSON.stringify({ binance: { apiKey: key, secret } }),
      'c.py': `client = ccxt.binance({'apiKey': '${key}', 'secret': '${secret}'})\n`,
      'd.yaml': `binance:\n  api_key: ${key}\n  api_secret: ${secret}\n`,
    };
    const each: string[] = [];
    for (const [name, text] of Object.entries(forms)) {
      writeFileSync(join(cwd, name), text);
      each.push(fingerprints(await found(['scan', name], { cwd })).join());
    }
    expect(new Set(each).size).toBe(1);
    expect(fingerprints(await found(['scan'], { cwd }))).toHaveLength(1);
    writeFileSync(join(cwd, 'a.env'), leak(8) + readFileSync(join(cwd, 'a.env'), 'utf8'));
    expect(fingerprints(await found(['scan', 'a.env'], { cwd }))).toHaveLength(2);
  });
});

/** A new folder within one that goes away with the test. */
function scratchPlace(home: string): string {
  const place = join(home, 'place');
  rmSync(place, { recursive: true, force: true });
  return place;
}

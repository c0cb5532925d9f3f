import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { COMMANDS } from '../../src/cli/commands.ts';
import { CONFIG_KEYS, parseConfig } from '../../src/config/config.ts';
import { ExitCode } from '../../src/exit-codes.ts';
import * as library from '../../src/index.ts';
import { keysweep } from '../cli/keysweep.ts';
import { codeBlocks, codeLines, committedFiles, pages, read } from './documents.ts';

const COMMON = ['help', 'version'];
const README = read('README.md');

interface Mention {
  page: string;
  line: string;
}

const mentions: Mention[] = pages().flatMap((page) => codeLines(read(page)).map((line) => ({ page, line })));

/** The command lines of keysweep in a line of shell, each as its words. */
function commandsIn(line: string): string[][] {
  const calls = line.split(/[|&;]+/).map((call) => call.trim().split(/\s+/));
  return calls
    .map((words) => (words[0] === 'npx' ? words.slice(1) : words))
    .filter(([program, command = '']) => program === 'keysweep' && /^(?:[a-z]|--)/.test(command))
    .map((words) => words.slice(1));
}

async function unknownIn([name = '', ...words]: string[]): Promise<string[]> {
  if (name.startsWith('--')) return COMMON.includes(name.slice(2)) ? [] : [name];
  const entry = COMMANDS.get(name);
  if (entry === undefined) return [name];
  const { options } = (await entry.load()).command;
  const given = words
    .filter((word) => word.startsWith('--'))
    .map((word) => word.slice(2).split('=')[0] ?? '');
  return given.filter((option) => !(option.replace(/^no-/, '') in options) && !COMMON.includes(option));
}

describe('what the pages tell people to type', () => {
  it('is found', () => {
    const typed = mentions.flatMap(({ line }) => commandsIn(line).map((words) => words[0]));
    for (const name of COMMANDS.keys()) expect(typed).toContain(name);
  });

  it('names commands and options that exist', async () => {
    for (const { page, line } of mentions) {
      const unknown = (await Promise.all(commandsIn(line).map(unknownIn))).flat();
      expect({ page, line, unknown }).toEqual({ page, line, unknown: [] });
    }
  });

  it('names npm scripts that exist', () => {
    const { scripts } = JSON.parse(read('package.json'));
    const named = mentions.flatMap(({ line }) => [...line.matchAll(/\bnpm (?:run )?([a-z]+)/g)]);
    const builtin = ['ci', 'install', 'audit', 'pack'];
    const own = named.map(([, name = '']) => name).filter((name) => !builtin.includes(name));
    expect(own).toContain('demo');
    expect(own.filter((name) => !(name in scripts))).toEqual([]);
  });
});

describe('the README', () => {
  it('lists every exit code', () => {
    const codes = [...README.matchAll(/^\| (\d) \|/gm)].map(([, code]) => Number(code));
    expect(codes).toEqual(Object.values(ExitCode));
  });

  it('shows a configuration that is one', () => {
    const [example = ''] = codeBlocks(README, 'json');
    expect(Object.keys(parseConfig(example, 'README.md'))).toHaveLength(3);
  });

  it('says why each dependency is there', () => {
    const { dependencies } = JSON.parse(read('package.json'));
    const cells = [...README.matchAll(/^\| (`.*`) \|/gm)].map(([, cell = '']) => cell).join();
    const unexplained = Object.keys(dependencies).filter((name) => !cells.includes(`\`${name}\``));
    expect(unexplained).toEqual([]);
  });

  it('imports what the library exports', () => {
    const imports = codeBlocks(README, 'js').flatMap((code) => [
      ...code.matchAll(/import \{(.*?)\} from 'keysweep'/g),
    ]);
    const names = imports.flatMap(([, list = '']) => list.split(',').map((name) => name.trim()));
    expect(names).toContain('scan');
    expect(names.filter((name) => !(name in library))).toEqual([]);
  });
});

describe('the walk-through in CONTRIBUTING', () => {
  it('ends with a rule in which nothing is wrong', () => {
    const [rule = ''] = codeBlocks(read('CONTRIBUTING.md'), 'yaml');
    const folder = mkdtempSync(join(tmpdir(), 'keysweep-docs-'));
    writeFileSync(join(folder, 'petrel.yaml'), rule);
    const { status, stdout } = keysweep(['rules', 'check', 'petrel.yaml'], { cwd: folder });
    rmSync(folder, { recursive: true });
    expect({ status, stdout }).toEqual({ status: 0, stdout: '1 issuer checked: nothing wrong\n' });
  });
});

describe('the configuration page', () => {
  const page = read('docs/configuration.md');

  it('has a line for every key', () => {
    const keys = rowsOf(page.slice(page.indexOf('## Keys'), page.indexOf('## Options')));
    expect(keys.toSorted()).toEqual(CONFIG_KEYS.toSorted());
  });

  it('shows a configuration that is one', () => {
    const [example = ''] = codeBlocks(page, 'json');
    expect(Object.keys(parseConfig(example, 'configuration.md')).length).toBeGreaterThan(2);
  });
});

describe('the design page', () => {
  it('has a line for every room', () => {
    const source = committedFiles().filter((file) => file.startsWith('src/'));
    const rooms = new Set(source.map((file) => file.split('/')[1] ?? ''));
    const named = [...read('docs/design.md').matchAll(/^\| (`.*?) \|/gm)].map(([, cell = '']) => cell).join();
    const isNamed = (room: string) => named.includes(`\`${room.replace(/(?<!index)\.ts$/, '')}\``);
    expect([...rooms].filter((room) => !isNamed(room))).toEqual([]);
  });
});

/** The first cell of each row of a page's tables, where it is one word of code. */
function rowsOf(text: string): string[] {
  return [...text.matchAll(/^\| `(\w+)` \|/gm)].map(([, cell = '']) => cell);
}

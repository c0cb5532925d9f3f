import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { keysweep, leak } from '../cli/keysweep.ts';
import { scratchRepository, writeFiles } from '../git/scratch.ts';
import { FORMATS } from './exercise.ts';
import { runHere } from './run-here.ts';

/** Names that a file system and git take, each an attack on something that shows them. */
const NAMES = [
  'red\u001b[31m.py',
  '\u001b]0;pwned\u0007title',
  'c1\u009b31mcsi',
  'two\r\nlines\n::error::pwned',
  '::error file=a::pwned',
  ' ::add-mask::x',
  'x##[error]pwned',
  'x##vso[task.setvariable variable=PATH]pwned',
  '##teamcity[pwned]',
  '\u202egnp.exe',
  'zero\u200bwidth\ufeff',
  'line\u2028separator',
  '<script>window.pwned=1<!-- --><x>',
  '"><img src=x onerror=window.pwned=1>',
  '[click](https:evil.example)',
  '`code` | cell | <b>bold',
  'ends with back-slash\\',
  "=cmd|'calc'!A1",
  '+SUM(A1)',
  '@SUM(A1)',
  '\t=1+1',
  'comma,quote"semi;',
  '__proto__',
  '%2e%2e',
  '--output=pwned.json',
];

/** As a branch, git takes no spaces, colons, brackets and control characters. */
const BRANCHES = [
  '\u202egnp',
  'x##{error}',
  '<img-src=x-onerror=pwned>',
  '=SUM(A1)',
  '%0A%3A%3Aerror',
  'a|b`c`',
];

/** In names of people git takes all but line breaks and angle brackets. */
const PEOPLE = NAMES.filter((name) => !/[<>\n\r]/.test(name)).map((name) => `x${name}x`);

let folder: string;
beforeAll(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'keysweep-names-')));
  makeHostile(folder);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** What moves a cursor, hides or reorders text; a line break only where the format has lines of its own. */
const INERT = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu;
const WORKFLOW_COMMAND = /^\s*::[a-z-]+|##\w*\[/m;

const COMMANDS = [
  ['scan', '--verbose'],
  ['staged', '--verbose'],
  ['range', 'HEAD~3..HEAD', '--verbose'],
  ['history', '--verbose'],
];

describe.each(COMMANDS)('names of files, people and branches through keysweep %s', (...args) => {
  it.each(FORMATS)('are inert in %s', (format) => {
    const { status, stdout, stderr } = keysweep([...args, '--format', format], { cwd: folder });
    expect(status).toBe(1);
    for (const text of [stdout, stderr]) {
      expect([...text.matchAll(INERT)].map(String).filter((sign) => !isLayout(sign, format))).toEqual([]);
      expect(WORKFLOW_COMMAND.exec(text)).toBeNull();
    }
  });

  it('come back whole from JSON and SARIF', () => {
    const [json, sarif] = ['json', 'sarif'].map((format) =>
      JSON.parse(keysweep([...args, '--format', format], { cwd: folder }).stdout),
    );
    const paths = new Set<string>(json.findings.flatMap(pathsOfFinding));
    const uris = new Set<string>(sarif.runs[0].results.map(pathOfResult));
    for (const path of expectedPaths(args[0]!)) {
      expect(paths).toContain(path);
      expect(uris).toContain(path);
    }
  });
});

describe('a table for a spreadsheet', () => {
  it('has no cell that a spreadsheet would compute', () => {
    const { stdout } = keysweep(['scan', '--format', 'csv'], { cwd: folder });
    expect(stdout).not.toMatch(/(^|,)"?[\t ]*[=+@]/m);
  });
});

describe('messages about what a person names', () => {
  it.each(NAMES.filter((name) => !name.startsWith('--')))('are inert for %j', async (name) => {
    const lines = [['scan', `${name}-gone`], [`x${name}`], ['range', `${name}..HEAD`], ['explain', name]];
    for (const line of [...lines, ['scan', '--config', name], ['scan', '-o', `no/${name}.json`]]) {
      const { status, stdout, stderr } = await runHere(line, { cwd: folder });
      expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
      expect([...stderr.matchAll(INERT)].map(String).filter((sign) => sign !== '\n')).toEqual([]);
      expect(WORKFLOW_COMMAND.exec(stderr)).toBeNull();
    }
  });
});

function isLayout(sign: string, format: string): boolean {
  return sign === '\n' || (sign === '\r' && format === 'csv');
}

function pathsOfFinding({ occurrences }: { occurrences: { path: string }[] }): string[] {
  return occurrences.map(({ path }) => path);
}

interface Result {
  locations: { physicalLocation: { artifactLocation: { uri: string } } }[];
}

function pathOfResult({ locations }: Result): string {
  return decodeURIComponent(locations[0]!.physicalLocation.artifactLocation.uri);
}

/** The staged files for whatever looks at files or at every object; the people's for commits. */
function expectedPaths(command: string): string[] {
  if (command === 'range') return [2, 1, 0].map((back) => `people/${PEOPLE.length - 1 - back}.env`);
  return NAMES.map((name) => `${name}/.env`);
}

function makeHostile(folder: string): void {
  const repository = scratchRepository({ folder });
  const files = Object.fromEntries(NAMES.map((name, index) => [`${name}/.env`, leak(index + 1)]));
  repository.commit({ 'readme.txt': 'nothing\n' });
  for (const [index, person] of PEOPLE.entries()) {
    repository.stage({ [`people/${index}.env`]: leak(100 + index) });
    repository.git('commit', '-q', '--author', `${person} <a@b>`, '-m', `::error::${NAMES[0]}`);
  }
  for (const branch of BRANCHES) repository.git('branch', branch);
  repository.git('tag', '\u202etag');
  writeFiles(folder, files);
  repository.git('add', '-A');
}

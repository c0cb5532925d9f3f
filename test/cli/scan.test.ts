import { spawnSync } from 'node:child_process';
import { lstatSync, readdirSync, readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { keysweep, leak, PROGRAM, secretPieces, temporaryFolder } from './keysweep.ts';

let folder: ReturnType<typeof temporaryFolder>;
beforeEach(() => {
  folder = temporaryFolder();
});
afterEach(() => folder.remove());

const run = (args: string[], more: { input?: string; env?: Record<string, string> } = {}) =>
  keysweep(args, { cwd: folder.path, ...more });
const MARK = ['keysweep', 'allow'].join(':');

describe('exit codes', () => {
  it('0 when everything was scanned and nothing found', () => {
    folder.write({ 'a.txt': 'nothing here\n' });
    expect(run(['scan'])).toEqual({
      status: 0,
      stdout: expect.stringMatching(/^No leaked credentials\. Scanned 1 file, 13 bytes, .* ms \(.*\)\.\n$/),
      stderr: '',
    });
  });

  it('1 for a finding, which is told on standard output', () => {
    folder.write({ 'bot/.env': leak(1) });
    const { status, stdout, stderr } = run(['scan']);
    expect({ status, stderr }).toEqual({ status: 1, stderr: '' });
    expect(stdout).toContain('Binance');
    expect(stdout).toContain('bot/.env:2:20');
  });

  it('3 when something was left unread, 1 when there is a finding besides', () => {
    folder.write({ '.keysweep.json': '{ "maxFileSize": 5000 }', 'big.txt': 'x'.repeat(6_000) });
    const incomplete = run(['scan']);
    expect(incomplete.status).toBe(3);
    expect(incomplete.stdout).toContain('INCOMPLETE');
    folder.write({ 'a.env': leak(1) });
    const both = run(['scan']);
    expect(both.status).toBe(1);
    expect(both.stdout).toContain('INCOMPLETE');
  });

  it.each([
    [['scan', '--formt', 'json'], 'unknown option --formt', 'Did you mean "--format"?'],
    [['scan', '-z'], 'unknown option -z', 'All options'],
    [['scan', '--format', 'jsn'], '--format cannot be "jsn"', 'Did you mean "json"?'],
    [['scan', '--format'], '--format needs a value', 'All options'],
    [['scan', '--quiet=yes'], '--quiet takes no value', 'All options'],
    [['scan', '--jobs', '0'], '--jobs must be a whole number', 'from 1 to 64'],
    [['scan', '--min-severity', 'hihg'], '--min-severity cannot be "hihg"', 'Did you mean "high"?'],
    [['scan', '--issuer', 'binanc'], 'unknown issuer "binanc"', 'Did you mean "binance"?'],
    [['scan', 'missing'], 'no readable file or folder at missing', 'Check the spelling'],
    [['scan', '--config', 'missing.json'], 'missing.json: cannot be read', '--config'],
    [['scan', '--baseline', 'missing'], 'missing: cannot be read', 'keysweep baseline'],
    [['scan', '--rules', 'missing.yaml'], 'missing.yaml', '--rules'],
    [['scan', '--output', 'report.xyz'], 'the ending tells no format', 'FORMAT:FILE'],
    [['scan', '--output', '-'], '--output - names no file', '--format'],
    [['scan', '--output', 'json:-'], '--output - names no file', 'standard output'],
    [['rules', 'check', 'nope.yaml'], 'cannot read the rules at nope.yaml', 'rules check'],
    [['scan', '--output', 'no/such/report.json'], 'its folder does not exist', 'may write to'],
    [['scan', '-o', 'a.json', '-o', 'json:a.json'], 'the same --output file', 'once'],
    [['scan', '--name', 'x'], '--name is for standard input', 'scan -'],
    [['scan', '-', '--all'], 'cannot be mixed', 'one scan'],
    [['scna'], 'there is no command "scna"', 'Did you mean "scan"?'],
    [['explain'], 'explain takes one issuer', 'rules list'],
    [['explain', 'krakn'], 'there is no issuer "krakn"', 'Did you mean "kraken"?'],
    [['rules', 'lst'], 'unknown action "lst"', 'Did you mean "list"?'],
    [['rules', 'show'], 'wrong number of arguments', 'rules show ISSUER'],
  ])('2 for wrong usage, in two lines: %j', (args, message, hint) => {
    const { status, stdout, stderr } = run(args);
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    const [first = '', second = '', ...rest] = stderr.trimEnd().split('\n');
    expect(first).toContain(message);
    expect(second).toMatch(/^hint: /);
    expect(second).toContain(hint);
    expect(rest).toEqual([]);
  });

  it('2 for a broken configuration or baseline, with file and line', () => {
    folder.write({ '.keysweep.json': '{\n  "exclud": []\n}\n' });
    expect(run(['scan']).stderr).toBe(
      'keysweep: .keysweep.json:2: unknown key "exclud"\nhint: Did you mean "exclude"?\n',
    );
    folder.write({ '.keysweep.json': '{}', '.keysweep-baseline': '# mine\nks1-oops\n' });
    const { status, stderr } = run(['scan']);
    expect(status).toBe(2);
    expect(stderr).toContain('.keysweep-baseline:2: not a fingerprint');
    expect(stderr).not.toContain('oops');
  });

  it('2 and the help when nothing is asked for', () => {
    const { status, stdout, stderr } = run([]);
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toContain('Usage: keysweep COMMAND');
  });

  it('cannot be tricked by names that steer a terminal', () => {
    const { stderr } = run(['scan', '\u001b[2J\n::error::x']);
    expect(stderr).not.toContain('\u001b');
    expect(stderr).not.toMatch(/^::error/m);
  });
});

describe('what is scanned', () => {
  it('is standard input under the name it is given', () => {
    const { status, stdout } = run(['scan', '-', '--name', 'conf/binance.env', '--format', 'json'], {
      input: leak(1),
    });
    expect(status).toBe(1);
    const [finding] = JSON.parse(stdout).findings;
    expect(finding).toMatchObject({ issuer: 'binance', severity: 'critical' });
    expect(finding.occurrences[0].path).toBe('conf/binance.env');
  });

  it('is narrowed by include, exclude, issuer and thresholds, and what they hide is counted', () => {
    folder.write({ 'a/one.env': leak(1), 'b/two.env': leak(2) });
    const paths = (...args: string[]) => {
      const { stdout } = run(['scan', '--format', 'json', ...args]);
      return JSON.parse(stdout).findings.map(
        (finding: { occurrences: { path: string }[] }) => finding.occurrences[0]?.path,
      );
    };
    expect(paths()).toEqual(['a/one.env', 'b/two.env']);
    expect(paths('--include', 'a/**')).toEqual(['a/one.env']);
    expect(paths('--exclude', 'a/**')).toEqual(['b/two.env']);
    expect(paths('--issuer', 'kraken,okx')).toEqual([]);
    expect(run(['scan', '--min-confidence', 'certain']).stdout).toContain('2 findings are left out');
  });

  it('obeys the configuration from its folder down, wherever below it the scan starts', () => {
    folder.write({
      '.keysweep.json': '{ "exclude": ["bots/old/**"], "minSeverity": "medium" }',
      '.git/HEAD': '',
      'bots/old/a.env': leak(1),
      'bots/new/a.env': leak(2),
    });
    const { stdout } = run(['scan', 'bots', '--format', 'json', '--all']);
    const report = JSON.parse(stdout);
    expect(report.findings).toHaveLength(1);
    expect(report.findings[0].occurrences[0].path).toBe('new/a.env');
  });

  it('is the same with one thread and with several', () => {
    const files = Object.fromEntries(
      Array.from({ length: 1_200 }, (_, seed) => [`d${seed % 9}/${seed}.env`, leak(seed)]),
    );
    folder.write(files);
    const report = (jobs: string) => {
      const { stdout, status } = run(['scan', '--format', 'json', '--jobs', jobs]);
      expect(status).toBe(1);
      const { generatedAt, coverage, ...rest } = JSON.parse(stdout);
      return { ...rest, coverage: { ...coverage, milliseconds: 0 } };
    };
    const one = report('1');
    expect(one.findings).toHaveLength(1_200);
    expect(report('3')).toEqual(one);
  });

  it('unites one credential over files and lets an inline allow silence its own place only', () => {
    folder.write({ 'a.env': leak(1), 'b.env': leak(1).replace(/\n$/, ` # ${MARK} test account\n`) });
    const report = JSON.parse(run(['scan', '--format', 'json']).stdout);
    expect(report.findings).toHaveLength(1);
    expect(report.findings[0].occurrences.map(({ path }: { path: string }) => path)).toEqual(['a.env']);
    folder.write({ 'a.env': '' });
    const { status, stdout } = run(['scan']);
    expect(status).toBe(0);
    expect(stdout).toContain('1 finding suppressed (1 inline)');
  });

  it('reports inline allows that cover nothing', () => {
    folder.write({ 'a.sh': `echo hello\n# ${MARK}\necho world\n` });
    expect(run(['scan']).stdout).toContain('a.sh:2: this inline allow covers no finding');
  });
});

describe('where reports go', () => {
  const FORMATS = ['text', 'json', 'jsonl', 'sarif', 'markdown', 'html', 'csv'];

  it('writes every format at once, for the owner alone, with no part of a secret', () => {
    folder.write({ 'src/a.env': leak(1) });
    const outputs = FORMATS.flatMap((format) => ['--output', `${format}:report-${format}`]);
    const { status, stdout, stderr } = run(['scan', 'src', '--verbose', ...outputs]);
    expect(status).toBe(1);
    const written = FORMATS.map((format) => readFileSync(join(folder.path, `report-${format}`), 'utf8'));
    for (const format of FORMATS) {
      expect(lstatSync(join(folder.path, `report-${format}`)).mode & 0o777).toBe(0o600);
    }
    for (const text of [...written, stdout, stderr]) {
      expect(secretPieces(1).filter((piece) => text.includes(piece))).toEqual([]);
    }
    expect(JSON.parse(written[3] ?? '').version).toBe('2.1.0');
    expect(readdirSync(folder.path).filter((name) => name.endsWith('.tmp'))).toEqual([]);
  });

  it('tells the format by the ending', () => {
    folder.write({ 'a.env': leak(1) });
    run(['scan', 'a.env', '-o', 'r.sarif', '-o', 'r.html', '-o', 'r.md']);
    expect(readFileSync(join(folder.path, 'r.sarif'), 'utf8')).toContain('"2.1.0"');
    expect(readFileSync(join(folder.path, 'r.html'), 'utf8')).toMatch(/^<!doctype html>/i);
  });

  it('writes through no link', () => {
    folder.write({ 'a.env': leak(1), target: 'precious' });
    symlinkSync('target', join(folder.path, 'r.json'));
    const { status, stderr } = run(['scan', 'a.env', '--output', 'r.json']);
    expect(status).toBe(2);
    expect(stderr).toContain('r.json: is a link or no plain file');
    expect(readFileSync(join(folder.path, 'target'), 'utf8')).toBe('precious');
  });

  it('keeps quiet on request, but never about findings', () => {
    folder.write({ 'a.txt': 'nothing\n' });
    expect(run(['scan', '--quiet'])).toEqual({ status: 0, stdout: '', stderr: '' });
    folder.write({ 'a.env': leak(1) });
    expect(run(['scan', '--quiet']).stdout).toContain('Binance');
  });

  it('tells what it works with on request', () => {
    folder.write({ '.keysweep.json': '{}' });
    symlinkSync('.keysweep.json', join(folder.path, 'a-link'));
    const { stderr } = run(['scan', '--verbose']);
    expect(stderr).toContain('keysweep: configuration: .keysweep.json\n');
    expect(stderr).toMatch(/keysweep: rules: \w+, \d+ issuers\n/);
    expect(stderr).toContain('a-link');
  });

  it.each([
    ['no terminal', [], { NO_COLOR: '' }, false],
    ['FORCE_COLOR', [], { NO_COLOR: '', FORCE_COLOR: '1' }, true],
    ['--no-color over FORCE_COLOR', ['--no-color'], { FORCE_COLOR: '1' }, false],
    ['--color over NO_COLOR', ['--color'], { NO_COLOR: '1' }, true],
  ])('colours only where wanted: %s', (_what, args, env, isColored) => {
    folder.write({ 'a.env': leak(1) });
    expect(run(['scan', ...args], { env }).stdout.includes('\u001b[')).toBe(isColored);
  });

  it('ends quietly when its reader has seen enough', () => {
    const script = `"${process.execPath}" "${PROGRAM}" rules list | head -n 1; echo "\${PIPESTATUS[0]}"`;
    const { stdout, stderr } = spawnSync('bash', ['-c', script], { encoding: 'utf8' });
    expect(stderr).toBe('');
    expect(stdout).toMatch(/^ISSUER .*\n0\n$/);
  });
});

import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { COMMANDS } from '../../src/cli/commands.ts';
import { builtinCatalog } from '../../src/rules/catalog.ts';
import { VERSION } from '../../src/version.ts';
import { SOUND } from '../rules/documents.ts';
import { keysweep, leak, temporaryFolder } from './keysweep.ts';

let folder: ReturnType<typeof temporaryFolder>;
beforeEach(() => {
  folder = temporaryFolder();
});
afterEach(() => folder.remove());
const run = (...args: string[]) => keysweep(args, { cwd: folder.path });

describe('help and version', () => {
  it.each([...COMMANDS.keys()])('explains %s with all its options', async (name) => {
    const { status, stdout } = run(name, '--help');
    const { command } = await COMMANDS.get(name)!.load();
    expect(status).toBe(0);
    for (const option of Object.keys(command.options))
      expect(stdout).toMatch(new RegExp(`--(no-)?${option}\\b`));
    expect(stdout.split('\n').every((line) => line.length <= 100)).toBe(true);
    expect(command.name).toBe(name);
  });

  it.each([
    ['scan', /3 the scan is incomplete/],
    ['staged', /1 findings/],
    ['explain', /0 done, 2 wrong usage/],
    ['doctor', /0 the hooks run, 2 /],
  ])('says what the exit codes of %s mean', (name, meanings) => {
    const [, codes = ''] = run(name, '--help').stdout.replaceAll('\n', ' ').split('Exit codes: ');
    expect(codes).toMatch(meanings);
    expect(/1 findings/.test(codes)).toBe(name === 'scan' || name === 'staged');
  });

  it('lists every command', () => {
    const { stdout } = run('--help');
    for (const name of COMMANDS.keys()) expect(stdout).toContain(`\n  ${name} `);
  });

  it('tells the version of the package and of the rules', () => {
    const { version } = JSON.parse(readFileSync(join(import.meta.dirname, '../../package.json'), 'utf8'));
    expect(VERSION).toBe(version);
    const expected = new RegExp(`^keysweep ${VERSION} \\(rules \\w+\\)\n$`);
    expect(run('--version').stdout).toMatch(expected);
    expect(run('scan', '--version').stdout).toMatch(expected);
  });
});

describe('explain', () => {
  it.each(['binance', 'Binance', 'BINANCEUSDM'])('gives the runbook in the order of work for %s', (name) => {
    const { status, stdout } = run('explain', name);
    expect(status).toBe(0);
    const titles = ['Freeze', 'Revoke', 'Check', 'Replace', 'Clean'];
    const places = titles.map((title) => stdout.search(new RegExp(`^${title}`, 'm')));
    expect(places).toEqual([...places].sort((a, b) => a - b));
    expect(places[0]).toBeGreaterThan(0);
  });
});

describe('rules', () => {
  it('lists the issuers, one line each', () => {
    const { status, stdout } = run('rules', 'list');
    expect(status).toBe(0);
    expect(stdout).toMatch(/^binance +Binance +exchange +.*secret/m);
  });

  it('lists names whole, however long', () => {
    const { stdout } = run('rules', 'list');
    for (const { name } of builtinCatalog().rules) expect(stdout).toContain(name);
  });

  it('shows one issuer', () => {
    const { stdout } = run('rules', 'show', 'kraken');
    expect(stdout).toMatch(/^Kraken .*\(kraken\): exchange, active$/m);
    expect(stdout).toContain('api.kraken.com');
  });

  it('finds what is wrong in a rule file, with file and line', () => {
    folder.write({ 'desk.yaml': 'id: desk\nname: Desk\ncategory: shop\n' });
    const { status, stdout } = run('rules', 'check', 'desk.yaml');
    expect(status).toBe(2);
    expect(stdout).toMatch(/^desk\.yaml:3:\d+: category: /m);
  });
});

describe('rules of your own', () => {
  const desk = (name: string) => {
    const [, key] = /KEY=(\w+)/.exec(leak(1)) ?? [];
    folder.write({ [name]: OWN, 'a.env': `ACME_SECRET=${key?.slice(0, 40)}\n` });
  };

  it('are known to explain and rules where the configuration names them', () => {
    desk('acme.yaml');
    expect(run('explain', 'acme').stderr).toContain('there is no issuer "acme"');
    folder.write({ '.keysweep.json': '{ "rules": ["acme.yaml"] }' });
    expect(run('explain', 'acme').stdout).toContain('Ask the desk to delete it');
    expect(run('explain', 'acme', '--rules', 'acme.yaml').status).toBe(0);
    expect(run('rules', 'show', 'acme').stdout).toContain('Acme (acme): exchange');
    expect(run('rules', 'list').stdout).toMatch(/^acme /m);
  });

  it('stand in the hint how to go on, as a shell reads them', () => {
    desk('our rules/acme.yaml');
    const { stdout } = run('scan', 'a.env', '--rules', 'our rules/acme.yaml');
    expect(stdout).toContain("keysweep explain acme --rules 'our rules/acme.yaml' (check");
    const markdown = run('scan', 'a.env', '--rules', 'our rules', '--format', 'markdown').stdout;
    expect(markdown).toContain("`keysweep explain acme --rules 'our rules'`");
  });

  const OWN = SOUND.replace('[Delete it]', '[Ask the desk to delete it]');
  const SHIPPED = OWN.replace('id: acme', 'id: binance');

  it('are refused where keysweep ships their id, and rules check tells so', () => {
    folder.write({ 'ov/binance.yaml': SHIPPED, 'a.env': leak(1) });
    const { status, stdout, stderr } = run('scan', 'a.env', '--rules', 'ov/binance.yaml');
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toContain('ov/binance.yaml:1:1: id: binance: keysweep ships a rule with this id');
    expect(run('rules', 'check', 'ov/binance.yaml').stdout).toContain(
      'note: keysweep ships binance, so --rules refuses this file',
    );
  });
});

describe('baseline', () => {
  const BASELINE = '.keysweep-baseline';
  const read = (name: string) => readFileSync(join(folder.path, name), 'utf8');
  const entries = () =>
    read(BASELINE)
      .split('\n')
      .filter((line) => line.startsWith('ks1-'));

  it('accepts what is there, and nothing that comes later', () => {
    folder.write({ 'a.env': leak(1) });
    expect(run('baseline').stderr).toContain('1 added, 0 kept, 0 removed');
    expect(entries()).toEqual([expect.stringMatching(/^ks1-[0-9a-f]{32} binance\/[\w-]+ in a\.env$/)]);
    expect(run('scan').status).toBe(0);
    folder.write({ 'a.env': leak(2) });
    const { status, stdout } = run('scan');
    expect(status).toBe(1);
    expect(stdout).toMatch(/\.keysweep-baseline:\d+: this baseline entry matches no finding/);
  });

  it('follows a secret that moves, and keeps the notes of people', () => {
    folder.write({ 'a.env': leak(1), 'b.env': leak(2) });
    run('baseline');
    folder.write({
      [BASELINE]: entries()
        .map((line) => `${line.split(' ')[0]} ours\n`)
        .join(''),
    });
    folder.write({ 'a.env': '', 'c/d.env': `# moved\n\n${leak(1)}`, 'b.env': '', 'e.env': leak(3) });
    expect(run('baseline').stderr).toContain('1 added, 1 kept, 1 removed');
    expect(
      entries()
        .map((line) => line.split(' ').slice(1).join(' '))
        .sort(),
    ).toEqual([expect.stringMatching(/^binance.* in e\.env$/), 'ours']);
  });

  it('drops nothing when only a part was scanned', () => {
    folder.write({ 'a/1.env': leak(1), 'b/2.env': leak(2) });
    run('baseline');
    folder.write({ 'c/3.env': '' });
    expect(run('baseline', 'a').stderr).toContain('0 added, 2 kept, 0 removed');
    expect(run('baseline', 'a', 'c').stderr).toContain('0 added, 2 kept, 0 removed');
  });

  it('is the same text from the same findings', () => {
    folder.write({ 'a.env': leak(1), 'b.env': leak(2) });
    run('baseline');
    const first = read(BASELINE);
    run('baseline');
    expect(read(BASELINE)).toBe(first);
  });

  it('merges without a conflict when two branches accept different secrets', () => {
    const git = (...args: string[]) =>
      execFileSync('git', ['-c', 'user.name=t', '-c', 'user.email=t@example.org', ...args], {
        cwd: folder.path,
        stdio: 'pipe',
      });
    const accept = (name: string, seed: number) => {
      folder.write({ [name]: leak(seed) });
      run('baseline');
      git('add', '-A');
      git('commit', '-qm', name);
    };
    git('init', '-q', '-b', 'main');
    folder.write({ 'readme.md': '# hello\n' });
    git('add', '-A');
    git('commit', '-qm', 'start');
    git('checkout', '-qb', 'other');
    accept('other.env', 1);
    git('checkout', '-q', 'main');
    accept('main.env', 2);
    git('merge', '-q', '--no-edit', 'other');
    expect(entries()).toHaveLength(2);
    expect(run('scan').status).toBe(0);
  });
});

it('documents every option of a scan', async () => {
  const page = readFileSync(join(import.meta.dirname, '../../docs/commands.md'), 'utf8');
  const { command } = await COMMANDS.get('scan')!.load();
  for (const option of Object.keys(command.options))
    expect(page).toMatch(new RegExp(`\`?--(no-)?${option}\\b`));
});

import { execFileSync, spawn, spawnSync } from 'node:child_process';
import {
  chmodSync,
  closeSync,
  ftruncateSync,
  lstatSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { keysweep, leak, PROGRAM } from '../cli/keysweep.ts';
import { scratchFolder, scratchRepository, testEnvironment, writeFiles } from '../git/scratch.ts';

function scanJson(cwd: string, ...args: string[]) {
  const { status, stdout, stderr } = keysweep(['scan', '--format', 'json', ...args], { cwd });
  const report = JSON.parse(stdout) as {
    findings: unknown[];
    coverage: { blobs: number; skipped: { reason: string; count: number }[] };
  };
  const skipped = Object.fromEntries(report.coverage.skipped.map(({ reason, count }) => [reason, count]));
  return { status, stderr, found: report.findings.length, scanned: report.coverage.blobs, skipped };
}

describe('what is written', () => {
  it('is for its owner alone, whatever the umask and whatever stood there', () => {
    const folder = scratchFolder();
    writeFiles(folder, { '.env': leak(1), 'old.json': 'old' });
    chmodSync(join(folder, 'old.json'), 0o666);
    keysweep(['scan', '-o', 'new.json', '-o', 'old.json', '-o', 'page.html'], { cwd: folder });
    for (const name of ['new.json', 'old.json', 'page.html']) {
      expect(statSync(join(folder, name)).mode & 0o777).toBe(0o600);
    }
  });

  it('goes through no link, and takes the place of a file instead of changing it', () => {
    const folder = scratchFolder();
    writeFiles(folder, { '.env': leak(1), 'victim.json': 'mine', 'report.json': 'old' });
    symlinkSync('victim.json', join(folder, 'link.json'));
    symlinkSync('nowhere.json', join(folder, 'dangling.json'));
    for (const name of ['link.json', 'dangling.json']) {
      expect(keysweep(['scan', '-o', name], { cwd: folder }).status).toBe(2);
    }
    expect(readFileSync(join(folder, 'victim.json'), 'utf8')).toBe('mine');
    const before = lstatSync(join(folder, 'report.json')).ino;
    const held = openSync(join(folder, 'report.json'), 'r');
    keysweep(['scan', '-o', 'report.json'], { cwd: folder });
    expect(lstatSync(join(folder, 'report.json')).ino).not.toBe(before);
    expect(readFileSync(held, 'utf8')).toBe('old');
    closeSync(held);
    expect(readdirSync(folder).filter((name) => name.includes('tmp'))).toEqual([]);
  });

  it('is no baseline through a link either', () => {
    const folder = scratchFolder();
    writeFiles(folder, { '.env': leak(1), victim: 'mine' });
    symlinkSync('victim', join(folder, '.keysweep-baseline'));
    expect(keysweep(['baseline'], { cwd: folder }).status).toBe(2);
    expect(readFileSync(join(folder, 'victim'), 'utf8')).toBe('mine');
  });
});

describe('a tree that wants to hang, kill or mislead the scan', () => {
  it('with pipes, links to devices, loops and links out of it', () => {
    const folder = scratchFolder();
    const outside = scratchFolder();
    writeFiles(outside, { '.env': leak(2) });
    writeFiles(folder, { '.env': leak(1) });
    execFileSync('mkfifo', [join(folder, 'pipe.env')]);
    for (const [name, target] of [
      ['zero', '/dev/zero'],
      ['terminal', '/dev/tty'],
      ['loop', '.'],
      ['up', '..'],
      ['self', 'self'],
      ['out', outside],
      ['file', join(outside, '.env')],
      ['memory', '/proc/self/mem'],
    ]) {
      symlinkSync(target!, join(folder, name!));
    }
    const all = scanJson(folder, '--all');
    expect(all).toMatchObject({
      status: 1,
      found: 1,
      scanned: 9,
      skipped: { symlink: 8, 'special-file': 1 },
    });
  });

  it('with a device or a pipe that a person names', () => {
    const folder = scratchFolder();
    execFileSync('mkfifo', [join(folder, 'pipe')]);
    for (const path of ['/dev/zero', 'pipe']) {
      expect(scanJson(folder, path)).toMatchObject({ status: 0, skipped: { 'special-file': 1 } });
    }
  });

  it('with 5,000 folders in one another', () => {
    const folder = scratchFolder();
    writeFiles(folder, { '.env': leak(1) });
    const dig =
      "const fs = require('node:fs'); for (let i = 0; i < 5000; i++) fs.mkdirSync('d'), process.chdir('d');";
    try {
      execFileSync(process.execPath, ['-e', dig], { cwd: folder });
      expect(scanJson(folder)).toMatchObject({ status: 1, found: 1, skipped: { unreadable: 1 } });
      rmSync(join(folder, '.env'));
      expect(scanJson(folder).status).toBe(3);
    } finally {
      execFileSync('rm', ['-rf', join(folder, 'd')]);
    }
  });

  it('with a file of 300 MB of nothing that ends with a leak', () => {
    const folder = scratchFolder();
    const fd = openSync(join(folder, 'sparse.env'), 'w');
    ftruncateSync(fd, 300_000_000);
    writeSync(fd, `\n${leak(1)}`, 300_000_000);
    closeSync(fd);
    expect(scanJson(folder)).toMatchObject({ status: 1, found: 1, scanned: 1, skipped: {} });
  });

  it('with a file that somebody writes faster than it is read', () => {
    const folder = scratchFolder();
    writeFiles(folder, { 'bot.log': leak(1) });
    const line =
      'ulimit -f 600000; while :; do head -c 4000000 /dev/zero | tr "\\0" x; echo; done >> bot.log';
    const writer = spawn('/bin/sh', ['-c', line], { cwd: folder, detached: true, stdio: 'ignore' });
    try {
      expect(scanJson(folder)).toMatchObject({ status: 1, found: 1 });
    } finally {
      process.kill(-writer.pid!, 'SIGKILL');
    }
  });

  it.each([
    ['characters that nobody sees', '\u{200b}'],
    ['colour codes', '\u{1b}[31m'],
    ['letters that look like Latin ones', '\u{430}_'],
    ['entities', '&quot;'],
  ])('with millions of %s, in little memory', (_, unit) => {
    const folder = scratchFolder();
    const rest = Buffer.from(unit.repeat(24_000_000 / Buffer.byteLength(unit)));
    writeFiles(folder, { 'bot.env': Buffer.concat([rest, Buffer.from(`\n${leak(1)}`)]) });
    const env = testEnvironment({ NODE_OPTIONS: '--max-old-space-size=256' });
    const { status } = spawnSync(process.execPath, [PROGRAM, 'scan', '--jobs', '1'], { cwd: folder, env });
    expect(status).toBe(1);
  });

  it.each([
    ['characters that nobody sees', '\u{200b}'],
    ['letters of mathematics', '\u{1d400}'],
    ['escapes', '\\1'],
  ])('with megabytes of %s in its history', (_, unit) => {
    const { folder, commit } = scratchRepository();
    commit({ 'bot.env': Buffer.from(`${unit.repeat(2_000_000 / Buffer.byteLength(unit))}\n${leak(1)}`) });
    const start = performance.now();
    expect(keysweep(['history'], { cwd: folder }).status).toBe(1);
    expect(performance.now() - start).toBeLessThan(30_000);
  });

  it('with names and contents that are no UTF-8', () => {
    const folder = scratchFolder();
    const name = Buffer.concat([Buffer.from(`${folder}/`), Buffer.from([0x62, 0xff, 0xfe, 0x2e, 0x65])]);
    writeFileSync(name, Buffer.concat([Buffer.from([0xc3, 0x28, 0xa0, 0x0a]), Buffer.from(leak(1))]));
    expect(scanJson(folder)).toMatchObject({ status: 1, found: 1, scanned: 1, skipped: {} });
  });

  it('with a folder that vanishes meanwhile', async () => {
    const folder = scratchFolder();
    const files = Array.from({ length: 3_000 }, (_, at): [string, string] => [
      `gone/${at % 50}/${at}.txt`,
      'x'.repeat(20_000),
    ]);
    writeFiles(folder, { ...Object.fromEntries(files), '.env': leak(1) });
    const child = spawn(process.execPath, [PROGRAM, 'scan', '--format', 'json'], {
      cwd: folder,
      env: testEnvironment(),
    });
    let stdout = '';
    child.stdout.on('data', (chunk) => {
      stdout += chunk;
    });
    const ended = new Promise((resolve) => child.on('close', resolve));
    rmSync(join(folder, 'gone'), { recursive: true });
    expect(await ended).toBe(1);
    expect(JSON.parse(stdout).findings).toHaveLength(1);
  });
});

describe('what the user may not read', () => {
  it('is counted as unreadable and makes the scan incomplete', () => {
    const folder = scratchFolder();
    writeFiles(folder, { 'locked/.env': leak(1), 'secret.env': leak(2), 'a.txt': 'nothing\n' });
    for (const path of ['locked', 'secret.env']) chmodSync(join(folder, path), 0);
    chmodSync(folder, 0o755);
    const { status, report } = scanAsNobody(folder);
    expect(status).toBe(3);
    expect(report.coverage.skipped).toMatchObject([{ reason: 'unreadable', count: 2 }]);
    chmodSync(join(folder, 'locked'), 0o755);
  });
});

/** Root may read everything, so the scan runs as another user where the tests run as root. */
function scanAsNobody(folder: string) {
  const dropped = 'if (process.getuid() === 0) { process.setgid(65534); process.setuid(65534); }';
  const preload = `data:text/javascript,${encodeURIComponent(dropped)}`;
  const child = keysweep(['scan', '--format', 'json', '--jobs', '1'], {
    cwd: folder,
    env: { NODE_OPTIONS: `--import=${preload}` },
  });
  return { status: child.status, report: JSON.parse(child.stdout) };
}

import {
  chmodSync,
  existsSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { scratchFolder } from '../git/scratch.ts';
import { hookProject, KEY, type Project } from '../hook/project.ts';

let project: Project;
let home: string;

beforeEach(() => {
  project = hookProject();
  project.write({ 'a.py': 'x = 1\n' });
  project.git(['add', '.']);
  home = scratchFolder();
});

const staged = () => project.keysweepWith({ XDG_CACHE_HOME: home }, 'staged');
const folder = () => join(home, 'keysweep');
const kept = () => readdirSync(folder()).map((name) => join(folder(), name));

describe('the compiled code of the hook', () => {
  it('is kept once, for the user alone, and used', () => {
    expect(staged().status).toBe(0);
    const [file, ...others] = kept();
    expect(others).toEqual([]);
    const { mode, mtimeMs } = statSync(file!);
    expect(mode & 0o077).toBe(0);
    expect(staged().text).toMatch(/no leaked credentials/);
    expect(kept()).toEqual([file]);
    expect(statSync(file!).mtimeMs).toBe(mtimeMs);
  });

  it('is made again where what is kept cannot be used', () => {
    staged();
    const [file] = kept();
    const whole = readFileSync(file!);
    for (const bytes of [Buffer.from('nothing'), whole.subarray(0, whole.length >> 1), Buffer.alloc(4096)]) {
      writeFileSync(file!, bytes);
      expect(staged().text).toMatch(/no leaked credentials/);
      expect(statSync(file!).size).toBeGreaterThan(bytes.length);
    }
  });

  it('holds nothing of what was scanned', () => {
    project.write({ 'b.py': KEY });
    project.git(['add', '.']);
    expect(staged().status).toBe(1);
    const values = KEY.match(/[A-Za-z0-9]{40,}/g)!;
    expect(values.length).toBeGreaterThan(0);
    for (const file of kept()) {
      const text = readFileSync(file, 'latin1');
      expect(values.filter((value) => text.includes(value))).toEqual([]);
    }
  });

  it('finds the same with and without', () => {
    project.write({ 'b.py': KEY });
    project.git(['add', '.']);
    const [first, second] = [staged(), staged()].map(({ status, text }) => ({
      status,
      text: text.replace(/\d+ ms/g, ''),
    }));
    expect(first?.status).toBe(1);
    expect(second).toEqual(first);
  });

  it('is kept for what a glance cannot tell, too, and used', () => {
    project.write({ 'b.py': KEY });
    project.git(['add', '.']);
    for (let run = 0; run < 2; run++) staged();
    const times = kept().map((file) => statSync(file).mtimeMs);
    expect(times.length).toBe(2);
    expect(staged().status).toBe(1);
    expect(kept().map((file) => statSync(file).mtimeMs)).toEqual(times);
  });

  it('of a scan is kept, but not of one that is long and has V8 save memory', () => {
    const scan = () => project.keysweepWith({ XDG_CACHE_HOME: home }, 'scan');
    const many = Array.from({ length: 600 }, (_, at) => [`many/f${at}.py`, 'x = 1\n'] as const);
    project.write(Object.fromEntries(many));
    expect(scan().status).toBe(0);
    expect(existsSync(folder())).toBe(false);
    rmSync(join(project.folder, 'many'), { recursive: true });
    expect(scan().status).toBe(0);
    expect(kept()).toHaveLength(1);
  });

  it('is done without where it cannot be kept', () => {
    writeFileSync(folder(), 'in the way');
    expect(staged()).toMatchObject({ status: 0, stderr: '' });
    chmodSync(home, 0o500);
    expect(staged()).toMatchObject({ status: 0, stderr: '' });
    expect(project.keysweepWith({ XDG_CACHE_HOME: '', HOME: '' }, 'staged')).toMatchObject({
      status: 0,
      stderr: '',
    });
  });

  it('makes room for itself', () => {
    staged();
    for (let age = 1; age <= 40; age++) {
      const file = join(folder(), `old-${age}`);
      writeFileSync(file, '');
      utimesSync(file, age, age);
    }
    const [file] = kept().filter((name) => !name.includes('old-'));
    writeFileSync(file!, '');
    staged();
    expect(kept().length).toBe(24);
    expect(kept()).toContain(file);
  });
});

import { describe, expect, it } from 'vitest';
import { committedFiles, read } from './documents.ts';

/** In halves, or this file would name them itself. */
const REGISTRIES = [
  ['registry.npm', 'js.org'],
  ['registry.yarn', 'pkg.com'],
  ['npm', 'mirror.com'],
  ['files.python', 'hosted.org'],
  ['pypi.', 'org/simple'],
  ['proxy.go', 'lang.org'],
].map((halves) => halves.join(''));

/** Home and work folders as they stand on somebody's machine; `~`, `/tmp` and `/usr` are everybody's. */
const MACHINE_PATH = /(?<![\w.~/-])\/(?:work|root|farm|workspace|Users|home)\/[\w.-]/;

/** Made-up paths of these users are what leaks look like in real files. */
const ANYBODY = /\/(?:home|Users)\/(?:me|user|person|you|alice|bob|trader|ubuntu|dev|app|bot|node)\b/g;

const texts = committedFiles()
  .map((file) => ({ file, text: read(file) }))
  .filter(({ text }) => !text.includes('\0'));

const filesWith = (isWrong: (text: string) => boolean) =>
  texts.filter(({ text }) => isWrong(text)).map(({ file }) => file);

describe('committed files', () => {
  it('are all looked at', () => {
    expect(texts.map(({ file }) => file)).toEqual(expect.arrayContaining(['README.md', 'package-lock.json']));
    expect(MACHINE_PATH.test(['see /ro', 'ot/project'].join(''))).toBe(true);
  });

  it('name no host of a package registry', () => {
    expect(filesWith((text) => REGISTRIES.some((host) => text.includes(host)))).toEqual([]);
  });

  it('name no path of a machine', () => {
    expect(filesWith((text) => MACHINE_PATH.test(text.replace(ANYBODY, '')))).toEqual([]);
  });

  it('hold a lock file that says what, not where from', () => {
    const packages: Record<string, { resolved?: string; integrity?: string }> = JSON.parse(
      read('package-lock.json'),
    ).packages;
    const entries = Object.entries(packages).filter(([path]) => path !== '');
    expect(entries.length).toBeGreaterThan(20);
    expect(entries.filter(([, { resolved }]) => resolved !== undefined)).toEqual([]);
    expect(entries.filter(([, { integrity }]) => !integrity?.startsWith('sha512-'))).toEqual([]);
  });
});

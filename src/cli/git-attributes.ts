import { existsSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { shortPath } from '../scan/settings.ts';
import { checkWritable, writeWhole } from './write-file.ts';

const ATTRIBUTES_FILE = '.gitattributes';
const PLAIN_NAME = /^[\w.-]+$/;

/**
 * Makes git keep the lines of both sides when branches with different baselines are merged, by one line in
 * `.gitattributes` beside the baseline. Returns what to tell the person: nothing outside of git or when the
 * line is there.
 */
export function mergeByUnion(baseline: string, cwd: string): string[] {
  const name = basename(baseline);
  const path = join(dirname(baseline), ATTRIBUTES_FILE);
  const target = { path, shown: shortPath(path, cwd), mode: 0o644 };
  if (!isInGit(dirname(baseline)) || !PLAIN_NAME.test(name)) return [];
  checkWritable(target);
  const text = existsSync(path) ? readFileSync(path, 'utf8') : '';
  if (text.split('\n').some((line) => line.trim().split(/\s+/)[0] === name)) return [];
  const gap = text === '' || text.endsWith('\n') ? '' : '\n';
  writeWhole(target, `${text}${gap}${name} merge=union\n`);
  return [`${target.shown}: added a line so that git merges the baselines of two branches`];
}

function isInGit(folder: string): boolean {
  return existsSync(join(folder, '.git')) || (dirname(folder) !== folder && isInGit(dirname(folder)));
}

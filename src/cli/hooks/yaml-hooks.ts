import { readFileSync } from 'node:fs';
import { type Document, isMap, isSeq, parseDocument, type YAMLMap } from 'yaml';
import { KeysweepError } from '../../errors.ts';
import { shortPath } from '../../scan/settings.ts';
import { writeWhole } from '../write-file.ts';
import type { HookName } from './block.ts';
import type { HookChange } from './hook-file.ts';
import type { HookSetup } from './setup.ts';

type Names = readonly HookName[];

/** Adds keysweep to the configuration of lefthook or pre-commit, and leaves every line that is there as it is. */
export function addToYaml(setup: HookSetup, names: Names, cwd: string): HookChange {
  const { document, text, shown, file } = open(setup, cwd);
  const before = document.toString(FORMAT);
  if (setup.manager === 'lefthook') for (const name of names) addToLefthook(document, name, setup.program);
  else addToPreCommit(document, names, setup.program);
  const after = document.toString(FORMAT);
  if (after === before) return { text: `${shown}: is there already`, isRefused: false };
  if (!isWithin(text, after)) {
    const own = byHand(setup, names);
    return { text: `${shown}: add this by hand:\n${own}`, isRefused: true };
  }
  writeWhole({ path: file, shown, mode: 0o644 }, after);
  return { text: `${shown}: added`, isRefused: false };
}

/** Takes keysweep out of it again. Null where there was nothing to do. */
export function removeFromYaml(setup: HookSetup, cwd: string): HookChange | null {
  const { document, text, shown, file } = open(setup, cwd);
  const before = document.toString(FORMAT);
  if (setup.manager === 'lefthook') removeFromLefthook(document);
  else removeFromPreCommit(document);
  const after = document.toString(FORMAT);
  if (after === before) return null;
  if (!isWithin(after, text)) return { text: `${shown}: take keysweep out by hand`, isRefused: true };
  writeWhole({ path: file, shown, mode: 0o644 }, after === '{}\n' || after === 'null\n' ? '' : after);
  return { text: `${shown}: taken out`, isRefused: false };
}

const FORMAT = { lineWidth: 0 } as const;
const ID = 'keysweep';

function open({ file }: HookSetup, cwd: string) {
  if (file === null) throw new TypeError('there is no such file');
  const shown = shortPath(file, cwd);
  const text = readFileSync(file, 'utf8');
  const document = parseDocument(text);
  if (document.errors.length > 0) {
    throw new KeysweepError('CONFIG', `${shown}: is no valid YAML`, { hint: 'Mend it first.' });
  }
  return { document, text, shown, file };
}

const LEFTHOOK_CALLS: Readonly<Record<HookName, Record<string, string | boolean>>> = {
  'pre-commit': { run: 'staged' },
  'pre-merge-commit': { run: 'staged' },
  'commit-msg': { run: 'commit-msg {1}' },
  'pre-push': { run: 'pre-push {0}', use_stdin: true },
};

/** Lefthook has lists of `jobs` and, older, maps of `commands` (lefthook.dev/configuration, 2026-11). */
function addToLefthook(document: Document, name: HookName, program: string): void {
  const call = { ...LEFTHOOK_CALLS[name], run: `${program} ${LEFTHOOK_CALLS[name].run}` };
  const jobs = document.getIn([name, 'jobs']);
  if (!isSeq(jobs)) document.setIn([name, 'commands', ID], document.createNode(call));
  else if (!jobs.items.some(isOurs('name'))) jobs.add(document.createNode({ name: ID, ...call }));
}

function removeFromLefthook(document: Document): void {
  for (const name of Object.keys(LEFTHOOK_CALLS)) {
    const jobs = document.getIn([name, 'jobs']);
    if (isSeq(jobs)) jobs.items = jobs.items.filter((job) => !isOurs('name')(job));
    if (document.hasIn([name, 'commands', ID])) document.deleteIn([name, 'commands', ID]);
    for (const path of [[name, 'jobs'], [name, 'commands'], [name]]) dropEmpty(document, path);
  }
}

function dropEmpty(document: Document, path: string[]): void {
  const node = document.getIn(path);
  if ((isMap(node) || isSeq(node)) && node.items.length === 0) document.deleteIn(path);
}

/** A local entry runs the keysweep that the project has: its own version, nothing to download. */
function preCommitEntry(names: Names, program: string): object {
  const hooks = names
    .filter((name) => name !== 'pre-merge-commit')
    .map((name) => ({
      id: name === 'pre-commit' ? ID : `${ID}-${name}`,
      name: `leaked exchange keys (${name})`,
      entry: `${program} ${name === 'pre-commit' ? 'staged' : name}`,
      language: 'system',
      always_run: true,
      pass_filenames: name === 'commit-msg',
      stages: name === 'pre-commit' ? ['pre-commit', 'pre-merge-commit'] : [name],
    }));
  return { repo: 'local', hooks };
}

function addToPreCommit(document: Document, names: Names, program: string): void {
  const repos = document.get('repos');
  if (isSeq(repos) && repos.items.some(hasOurHook)) return;
  const entry = document.createNode(preCommitEntry(names, program));
  if (isSeq(repos)) repos.add(entry);
  else document.set('repos', document.createNode([entry]));
}

function removeFromPreCommit(document: Document): void {
  const repos = document.get('repos');
  if (isSeq(repos)) repos.items = repos.items.filter((repo) => !hasOurHook(repo));
}

function hasOurHook(repo: unknown): boolean {
  if (!isMap(repo) || repo.get('repo') !== 'local') return false;
  const hooks = (repo as YAMLMap).get('hooks');
  return isSeq(hooks) && hooks.items.length > 0 && hooks.items.every(isOurs('id'));
}

function isOurs(key: string): (node: unknown) => boolean {
  return (node) => isMap(node) && String(node.get(key)).startsWith(ID);
}

function byHand({ manager, program }: HookSetup, names: Names): string {
  const document = parseDocument('');
  if (manager === 'lefthook') for (const name of names) addToLefthook(document, name, program);
  else addToPreCommit(document, names, program);
  return document.toString(FORMAT);
}

/** Do all the lines of one text stand in the other, in their order? */
function isWithin(one: string, other: string): boolean {
  const lines = one.split('\n').filter((line) => line.trim() !== '');
  let at = 0;
  for (const line of other.split('\n')) if (line === lines[at]) at++;
  return at === lines.length;
}

import { readFileSync } from 'node:fs';
import { isCollection, isMap, isSeq, parseDocument, stringify, type YAMLMap, type YAMLSeq } from 'yaml';
import { KeysweepError } from '../../errors.ts';
import { shortPath } from '../../scan/settings.ts';
import type { Console } from '../command.ts';
import { writeWhole } from '../write-file.ts';
import type { HookName } from './block.ts';
import type { HookChange } from './hook-file.ts';
import { entryProgram } from './program.ts';
import type { HookSetup } from './setup.ts';

const BEGIN = '# keysweep begin';
const END = '# keysweep end';
const BLOCKS = /^[ \t]*# keysweep begin\n[\s\S]*?^[ \t]*# keysweep end(?:\n|$)/gm;

/** Adds keysweep to the configuration of lefthook or pre-commit, between marks, and changes nothing else in it. */
export function addToYaml(setup: HookSetup, names: readonly HookName[], console: Console): HookChange {
  const { file, shown, text } = readSetup(setup, console.cwd);
  const program = entryProgram(setup, console.env);
  const entries = entriesOf({ manager: setup.manager, names, program, text: withoutBlocks(text) });
  if (entries.every((entry) => isThere(text, entry))) {
    return { text: `${shown}: is there already`, isRefused: false };
  }
  let added = withoutBlocks(text);
  for (const entry of entries) if (!isThere(added, entry)) added = insert(added, entry) ?? added;
  if (!entries.every((entry) => isThere(added, entry))) {
    const own = stringify(Object.assign({}, ...entries.map(({ whole }) => whole)));
    return { text: `${shown}: add this by hand:\n${own}`, isRefused: true };
  }
  writeWhole({ path: file, shown, mode: 0o644 }, added);
  const how =
    program === setup.program ? '' : `; it calls the keysweep on PATH, as ${setup.program} is not here`;
  return { text: `${shown}: added${how}`, isRefused: false };
}

/** Takes what stands between the marks out again. Null where there is nothing. */
export function removeFromYaml(setup: HookSetup, cwd: string): HookChange | null {
  const { file, shown, text } = readSetup(setup, cwd);
  if (text.search(BLOCKS) === -1) return null;
  writeWhole({ path: file, shown, mode: 0o644 }, withoutBlocks(text));
  return { text: `${shown}: taken out`, isRefused: false };
}

/** Something to add: where it may go, nearest first, and what it is there. */
interface Entry {
  places: { path: string[]; kind: 'list' | 'map'; value: object }[];
  /** The same as a whole document. */
  whole: object;
}

function readSetup({ file }: HookSetup, cwd: string): { file: string; shown: string; text: string } {
  if (file === null) throw new TypeError('there is no such file');
  const shown = shortPath(file, cwd);
  const text = readFileSync(file, 'utf8');
  if (parseDocument(text).errors.length === 0) return { file, shown, text };
  throw new KeysweepError('CONFIG', `${shown}: is no valid YAML`, { hint: 'Mend it first.' });
}

/** The text without our lines; a list that held nothing else is empty again, as pre-commit wants one. */
function withoutBlocks(text: string): string {
  const rest = text.replace(BLOCKS, '');
  const document = parseDocument(rest);
  const isEmptied = document.has('repos') && document.get('repos') === undefined;
  return isEmptied ? rest.replace(/^repos:/m, 'repos: []') : rest;
}

function entriesOf(request: {
  manager: HookSetup['manager'];
  names: readonly HookName[];
  program: string;
  /** The configuration without our lines. */
  text: string;
}): Entry[] {
  const { manager, names, program, text } = request;
  if (manager === 'lefthook') return names.map((name) => lefthookEntry(name, program));
  const value = preCommitEntry(names, program);
  const places: Entry['places'] = [
    { path: ['repos'], kind: 'list', value },
    { path: [], kind: 'map', value: { repos: [value] } },
  ];
  const types = { [TYPES]: names };
  const isChosen = parseDocument(text).has(TYPES);
  return [
    { places, whole: { repos: [value] } },
    ...(isChosen ? [] : [{ places: [{ path: [], kind: 'map' as const, value: types }], whole: types }]),
  ];
}

/** Without it `pre-commit install` installs the pre-commit hook alone (pre-commit.com, 2026-11). */
const TYPES = 'default_install_hook_types';

const LEFTHOOK_CALLS: Readonly<Record<HookName, Record<string, string | boolean>>> = {
  'pre-commit': { run: 'staged' },
  'pre-merge-commit': { run: 'staged' },
  'commit-msg': { run: 'commit-msg {1}' },
  'pre-push': { run: 'pre-push {0}', use_stdin: true },
};

/** Lefthook has lists of `jobs` and, older, maps of `commands` (lefthook.dev/configuration, 2026-11). */
function lefthookEntry(name: HookName, program: string): Entry {
  const call = { ...LEFTHOOK_CALLS[name], run: `${program} ${LEFTHOOK_CALLS[name].run}` };
  const commands = { commands: { keysweep: call } };
  return {
    places: [
      { path: [name, 'jobs'], kind: 'list', value: { name: 'keysweep', ...call } },
      { path: [name, 'commands'], kind: 'map', value: { keysweep: call } },
      { path: [name], kind: 'map', value: commands },
      { path: [], kind: 'map', value: { [name]: commands } },
    ],
    whole: { [name]: commands },
  };
}

/** A local entry runs the keysweep that is here: nothing to download. */
function preCommitEntry(names: readonly HookName[], program: string): object {
  const hooks = names
    .filter((name) => name !== 'pre-merge-commit')
    .map((name) => ({
      id: name === 'pre-commit' ? 'keysweep' : `keysweep-${name}`,
      name: `leaked exchange keys (${name})`,
      entry: `${program} ${name === 'pre-commit' ? 'staged' : name}`,
      language: 'system',
      always_run: true,
      pass_filenames: name === 'commit-msg',
      stages: name === 'pre-commit' ? ['pre-commit', 'pre-merge-commit'] : [name],
    }));
  return { repo: 'local', hooks };
}

/** Stands an entry in one of its places? */
function isThere(text: string, { places }: Entry): boolean {
  const document = parseDocument(text);
  return places.some(({ path, value }) => {
    const node = path.length === 0 ? document.contents : document.getIn(path);
    const own: unknown[] = isMap(node) ? [node.toJSON()] : isSeq(node) ? (node.toJSON() as unknown[]) : [];
    return own.some((it) => includes(it, value));
  });
}

/** Is everything of `part` in `whole`? */
function includes(whole: unknown, part: unknown): boolean {
  if (typeof part !== 'object' || part === null) return whole === part;
  if (typeof whole !== 'object' || whole === null) return false;
  if (Array.isArray(part)) {
    return Array.isArray(whole) && part.every((one) => whole.some((other) => includes(other, one)));
  }
  return Object.entries(part).every(([key, value]) => includes(Reflect.get(whole, key), value));
}

/** The text with the entry in the first of its places that is there; null where that is a filled list in one line. */
function insert(text: string, { places }: Entry): string | null {
  const document = parseDocument(text);
  if (document.contents === null) return append(text, places.at(-1)?.value ?? {});
  for (const { path, kind, value } of places) {
    const node = path.length === 0 ? document.contents : document.getIn(path, true);
    if (node === undefined || !isCollection(node)) continue;
    if (kind !== (isSeq(node) ? 'list' : 'map')) continue;
    if (node.items.length === 0)
      return fill(text, node as YAMLMap | YAMLSeq, kind === 'list' ? [value] : value);
    return node.flow ? null : insertAfter(text, node as YAMLMap | YAMLSeq, value);
  }
  return null;
}

/** Puts lines in the place of `[]` or `{}`; null where something else follows in its line. */
function fill(text: string, node: YAMLMap | YAMLSeq, value: object): string | null {
  const [start, end] = node.range ?? [0, 0];
  const head = text.slice(0, start).trimEnd();
  const [comment = ''] = /^[^\n]*/.exec(text.slice(end)) ?? [];
  if (!head.endsWith(':') || !/^\s*(?:#.*)?$/.test(comment)) return null;
  const indent = `${/^[ \t]*/.exec(head.slice(head.lastIndexOf('\n') + 1))?.[0] ?? ''}  `;
  return `${head}${comment}\n${blockOf(value, indent)}${text.slice(end + comment.length + 1)}`;
}

function append(text: string, value: object): string {
  const gap = text === '' || text.endsWith('\n') ? '' : '\n';
  return `${text}${gap}${BEGIN}\n${stringify(value)}${END}\n`;
}

/** Puts lines behind the last one of a collection, as far to the right as its first one. */
function insertAfter(text: string, node: YAMLMap | YAMLSeq, value: object): string {
  const [start, end] = node.range ?? [0, 0];
  const indent = text.slice(text.lastIndexOf('\n', start - 1) + 1, start);
  const at = lineAfter(text, text.slice(0, end).trimEnd().length);
  const head = text.slice(0, at);
  const block = blockOf(isSeq(node) ? [value] : value, indent);
  return `${head}${head.endsWith('\n') ? '' : '\n'}${block}${text.slice(at)}`;
}

function blockOf(value: object, indent: string): string {
  const lines = stringify(value).trimEnd().split('\n');
  return [BEGIN, ...lines, END].map((line) => `${indent}${line}\n`).join('');
}

/** Where the next line begins, and not between an earlier entry of ours and its mark. */
function lineAfter(text: string, at: number): number {
  const newline = text.indexOf('\n', at);
  const end = newline === -1 ? text.length : newline + 1;
  const mark = new RegExp(`^[ \\t]*${END}\n`).exec(text.slice(end));
  return end + (mark?.[0].length ?? 0);
}

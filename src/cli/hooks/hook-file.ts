import { chmodSync, existsSync, lstatSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { shortPath } from '../../scan/settings.ts';
import { writeWhole } from '../write-file.ts';
import {
  chainedHook,
  type HookName,
  hasBlock,
  hookBlock,
  isShellHook,
  withBlock,
  withoutBlock,
} from './block.ts';

export interface HookFile {
  name: HookName;
  /** The folder that the hook's file is in. */
  folder: string;
  /** The project's own keysweep, relative to the top of the work tree. */
  program: string;
  /** Husky runs its files with sh, so they need neither a first line nor the right to be executed. */
  isHusky: boolean;
  cwd: string;
}

/** What was done to a hook's file, in words; `isRefused` where a person has to do something first. */
export interface HookChange {
  text: string;
  isRefused: boolean;
}

const NEXT = '.before-keysweep';
const EXECUTABLE = 0o755;

/** Adds our lines to a hook, or makes the hook. Changes nothing where they are there already. */
export function addToHook(hook: HookFile): HookChange {
  const { name, program, isHusky } = hook;
  const { path, shown } = placeOf(hook);
  const refusal = refusalOf(hook);
  if (refusal !== null) return { text: refusal, isRefused: true };
  const block = hookBlock(name, program);
  const old = readHook(path);
  if (old !== null && !hasBlock(old) && !isShellHook(old)) return chain(hook, block);
  const text = old === null ? `${isHusky ? '' : '#!/bin/sh\n'}${block}` : withBlock(old, block);
  if (text === old) return { text: `${shown}: is there already`, isRefused: false };
  writeWhole({ path, shown, mode: modeOf(path, isHusky) }, text);
  return { text: `${shown}: ${old === null ? 'written' : 'added, before what was there'}`, isRefused: false };
}

/** Takes our lines out again; a hook that held nothing else goes away. Null where there was nothing to do. */
export function removeFromHook(hook: HookFile): HookChange | null {
  const { path, shown } = placeOf(hook);
  const old = lstatSync(path, { throwIfNoEntry: false })?.isFile() ? readHook(path) : null;
  if (old === null || !hasBlock(old)) return null;
  const text = withoutBlock(old);
  const next = path + NEXT;
  if (existsSync(next) && text === chainedHook('', hook.name + NEXT)) {
    renameSync(next, path);
    return { text: `${shown}: is again what it was`, isRefused: false };
  }
  if (/^(?:#![^\n]*)?\s*$/.test(text)) rmSync(path);
  else writeWhole({ path, shown, mode: modeOf(path, hook.isHusky) }, text);
  return { text: `${shown}: taken out`, isRefused: false };
}

/** The text of a hook, one character for each byte; null where there is none. */
export function readHook(path: string): string | null {
  return existsSync(path) ? readFileSync(path, 'utf8') : null;
}

function placeOf({ folder, name, cwd }: HookFile): { path: string; shown: string } {
  const path = join(folder, name);
  return { path, shown: shortPath(path, cwd) };
}

/** Why a hook's file is left alone; null where nothing is in the way. */
function refusalOf(hook: HookFile): string | null {
  const { path, shown } = placeOf(hook);
  const stat = lstatSync(path, { throwIfNoEntry: false });
  if (stat === undefined) return null;
  if (stat.isSymbolicLink()) {
    return `${shown}: is a symbolic link, and what it leads to may belong to something else. Add to that file: keysweep ${hook.name === 'pre-commit' ? 'staged' : hook.name}`;
  }
  if (!stat.isFile()) return `${shown}: is no plain file`;
  const isOff = !hook.isHusky && process.platform !== 'win32' && (stat.mode & 0o111) === 0;
  return isOff
    ? `${shown}: may not be executed, so git leaves it out. Delete it or run chmod +x on it, then run keysweep init again`
    : null;
}

/** A hook that is no shell script gets another name and is called by one of ours. */
function chain(hook: HookFile, block: string): HookChange {
  const { path, shown } = placeOf(hook);
  const next = path + NEXT;
  if (existsSync(next)) return { text: `${shown}${NEXT}: is in the way`, isRefused: true };
  renameSync(path, next);
  writeWhole({ path, shown, mode: EXECUTABLE }, chainedHook(block, hook.name + NEXT));
  chmodSync(path, EXECUTABLE);
  return {
    text: `${shown}: written; it goes on with ${hook.name}${NEXT}, which was there`,
    isRefused: false,
  };
}

function modeOf(path: string, isHusky: boolean): number {
  const stat = lstatSync(path, { throwIfNoEntry: false });
  return stat === undefined ? (isHusky ? 0o644 : EXECUTABLE) : stat.mode & 0o777;
}

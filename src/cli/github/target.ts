import { KeysweepError } from '../../errors.ts';

const OWNER = /^[A-Za-z0-9](?:[A-Za-z0-9_-]{0,98}[A-Za-z0-9_])?$/;
const NAME = /^(?!\.{1,2}$)[\w.-]{1,100}$/;

/** What `keysweep github` is to scan. */
export type Target =
  | { kind: 'repo'; fullName: string }
  | { kind: 'pr'; fullName: string; number: number }
  | { kind: 'user'; login: string };

/** Reads `repo OWNER/NAME`, `pr OWNER/NAME#N` or `user NAME`; addresses as a browser shows them are taken, too. */
export function readTarget([kind, given, ...others]: string[]): Target {
  if (given === undefined || others.length > 0) throw wrong();
  const path = given.replace(/^https?:\/\/[^/]+\//, '').replace(/\/+$/, '');
  if (kind === 'user' && OWNER.test(path)) return { kind, login: path };
  if (kind === 'repo') return { kind, fullName: readName(path.replace(/\.git$/, '')) };
  const [, name = '', number] = /^(.+?)(?:#|\/pull\/)([1-9]\d{0,8})(?:\/.*)?$/.exec(path) ?? [];
  if (kind === 'pr' && number !== undefined)
    return { kind, fullName: readName(name), number: Number(number) };
  throw wrong();
}

function readName(text: string): string {
  const [owner = '', name = '', ...rest] = text.split('/');
  if (OWNER.test(owner) && NAME.test(name) && rest.length === 0) return `${owner}/${name}`;
  throw wrong();
}

function wrong(): KeysweepError {
  return new KeysweepError('USAGE', 'say what to scan', {
    hint: 'keysweep github repo OWNER/NAME, keysweep github pr OWNER/NAME#N, or keysweep github user NAME',
  });
}

import { createHash } from 'node:crypto';
import { KeysweepError } from '../errors.ts';
import type { SweepRepository } from './model.ts';

/**
 * Reads a file of repositories: one `https://` URL, or `OWNER/NAME` at `server`, a line; `#` begins a comment. One
 * that stands twice counts once. Throws `KeysweepError` that names the line, never its content.
 */
export function parseRepositories(text: string, file: { shown: string; server: string }): SweepRepository[] {
  const found = new Map<string, SweepRepository>();
  for (const [index, raw] of text.split('\n').entries()) {
    const line = raw.replace(/(?:^|\s)#.*/, '').trim();
    if (line === '') continue;
    const url = readUrl(line, file.server) ?? brokenLine(`${file.shown}:${index + 1}`);
    const repository = atUrl(url);
    if (!found.has(repository.id)) found.set(repository.id, repository);
  }
  return [...found.values()];
}

const SHORT_NAME = /^[\w.-]+\/[\w.-]+$/;

function readUrl(line: string, server: string): URL | null {
  const text = SHORT_NAME.test(line) ? `${server}/${line}` : line;
  if (!URL.canParse(text)) return null;
  const url = new URL(text);
  const isPlain = url.username === '' && url.password === '' && url.search === '' && url.hash === '';
  return isPlain && /^https?:$/.test(url.protocol) && nameOf(url).includes('/') ? url : null;
}

function atUrl(url: URL): SweepRepository {
  const fullName = nameOf(url);
  const address = `${url.origin}${url.pathname.replace(/\/+$/, '')}`;
  const identity = address.replace(/\.git$/, '');
  return {
    id: `u${createHash('sha256').update(identity).digest('hex').slice(0, 20)}`,
    fullName,
    url: address,
    pushedAt: null,
    defaultBranch: null,
    kilobytes: null,
    isArchived: false,
    isFork: false,
    isDisabled: false,
  };
}

/** The path without slashes at its ends and without `.git`, in characters that are safe anywhere. */
function nameOf({ pathname }: URL): string {
  return pathname
    .replace(/^\/+|\/+$/g, '')
    .replace(/\.git$/, '')
    .replace(/[^\w./-]/g, '_');
}

function brokenLine(where: string): never {
  throw new KeysweepError('USAGE', `${where}: not a repository`, {
    hint: 'A line is an https:// URL without user and password, or OWNER/NAME; comments start with "#".',
  });
}

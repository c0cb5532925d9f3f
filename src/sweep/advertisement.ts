import type { Remote } from '../git/remote.ts';
import type { NamedRef } from './ref-digest.ts';

const SERVICE = 'git-upload-pack';
/** Half a million refs; several are read at the same time. */
const MOST_BYTES = 32 * 1024 * 1024;

/**
 * The refs of a repository as the server advertises them, `HEAD` and peeled tags left out, by one request and
 * without a process of git (smart HTTP, version 0: git's Documentation/gitprotocol-http.txt and gitprotocol-pack.txt,
 * read 2026-11). Null for every answer but a plain one, redirects included: then git is to say what is wrong.
 */
export async function readAdvertisement(request: {
  remote: Remote;
  transport: typeof fetch;
  milliseconds: number;
  signal: AbortSignal;
}): Promise<NamedRef[] | null> {
  const { remote, transport, milliseconds, signal } = request;
  const url = new URL(remote.url);
  if (url.protocol !== 'https:' && !remote.allowHttp) return null;
  const token = await remote.token(false);
  const basic = Buffer.from(`x-access-token:${token}`).toString('base64');
  try {
    const answer = await transport(`${url.href}/info/refs?service=${SERVICE}`, {
      headers: { 'user-agent': 'git/keysweep', ...(token !== null && { authorization: `Basic ${basic}` }) },
      redirect: 'manual',
      signal: AbortSignal.any([signal, AbortSignal.timeout(milliseconds)]),
    });
    const isPlain =
      answer.status === 200 &&
      answer.headers.get('content-type') === `application/x-${SERVICE}-advertisement`;
    return isPlain ? parseAdvertisement(await readBounded(answer)) : null;
  } catch {
    signal.throwIfAborted();
    return null;
  }
}

async function readBounded(answer: Response): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of answer.body ?? []) {
    size += chunk.length;
    if (size > MOST_BYTES) throw new RangeError('too long');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

const FLUSH = 0;
const REF = /^(?<id>[0-9a-f]{40}|[0-9a-f]{64}) (?<name>refs\/[^\0\n]+)/;

/** Null where it is not a whole advertisement. */
export function parseAdvertisement(bytes: Buffer): NamedRef[] | null {
  const lines = packetLines(bytes);
  if (lines?.shift() !== `# service=${SERVICE}\n` || lines.shift() !== FLUSH || lines.pop() !== FLUSH)
    return null;
  return lines.flatMap((line) => {
    const { id, name } = REF.exec(String(line))?.groups ?? {};
    return id === undefined || name === undefined || name.endsWith('^{}') ? [] : [{ id, name }];
  });
}

/** Lines with their length in front, four hex digits that count themselves; `FLUSH` for `0000`. */
function packetLines(bytes: Buffer): (string | typeof FLUSH)[] | null {
  const lines: (string | typeof FLUSH)[] = [];
  for (let at = 0; at < bytes.length; ) {
    const digits = bytes.toString('latin1', at, at + 4);
    const length = /^[0-9a-f]{4}$/.test(digits) ? Number.parseInt(digits, 16) : -1;
    if (length !== FLUSH && (length < 4 || at + length > bytes.length)) return null;
    lines.push(length === FLUSH ? FLUSH : bytes.toString('utf8', at + 4, at + length));
    at += Math.max(4, length);
  }
  return lines;
}

import { KeysweepError } from '../errors.ts';

/** One path that differs from every parent, from `diff-index --raw -z` or `diff-tree -c --raw -z`. */
export interface Change {
  path: Buffer;
  /** Ids of the parents' versions, without those that have none. */
  olds: string[];
  id: string;
  mode: number;
  /** Git's letters, one for each parent: A, M, D, T, U. */
  status: string;
}

export type RawRecord = { commit: string } | { change: Change };

/** Is it the id that stands for "nothing" in a repository of either object format? */
export function isZero(id: string): boolean {
  return /^0+$/.test(id);
}

/** Parses raw output as it comes. Throws `KeysweepError` where it is not what git prints. */
export async function* parseRawDiff(chunks: AsyncIterable<Buffer>): AsyncGenerator<RawRecord> {
  let header: Header | null = null;
  for await (const field of nulFields(chunks)) {
    if (header !== null) {
      yield { change: { ...header, path: field } };
      header = null;
    } else if (field[0] === COLON) header = headerIn(field.toString('latin1'));
    else yield { commit: field.toString('latin1') };
  }
}

const COLON = ':'.charCodeAt(0);

type Header = Omit<Change, 'path'>;

/** `:oldmode newmode oldid newid status`, with one colon, mode and id more for each further parent. */
function headerIn(text: string): Header {
  const parents = text.lastIndexOf(':') + 1;
  const fields = text.slice(parents).split(' ');
  const status = fields[2 * parents + 2];
  const id = fields[2 * parents + 1];
  if (status === undefined || id === undefined) {
    throw new KeysweepError('GIT', 'git printed a list of changes that cannot be read', {
      hint: 'Run `git fsck`, and check that git is 2.31 or newer.',
    });
  }
  const olds = fields.slice(parents + 1, 2 * parents + 1).filter((old) => !isZero(old));
  return { olds, id, mode: Number.parseInt(fields[parents]!, 8), status };
}

/** Fields that end with NUL, whatever the chunks; a last one without NUL is dropped, as git was cut off there. */
async function* nulFields(chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let rest: Buffer = Buffer.alloc(0);
  for await (const chunk of chunks) {
    const bytes = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
    let start = 0;
    for (let end = bytes.indexOf(0); end !== -1; end = bytes.indexOf(0, start)) {
      yield bytes.subarray(start, end);
      start = end + 1;
    }
    rest = bytes.subarray(start);
  }
}

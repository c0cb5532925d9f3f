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

/** Parses raw output that is there as a whole. Throws `KeysweepError` where it is not what git prints. */
export function* parseRawDiff(output: Buffer): Generator<RawRecord> {
  yield* createParser()(output);
}

/** The same for output as it comes. */
export async function* parseRawStream(chunks: AsyncIterable<Buffer>): AsyncGenerator<RawRecord> {
  const parse = createParser();
  for await (const chunk of chunks) yield* parse(chunk);
}

/** Takes chunk by chunk; a last field without NUL is dropped, as git was cut off there. */
function createParser(): (chunk: Buffer) => Generator<RawRecord> {
  let rest: Buffer = Buffer.alloc(0);
  let header: Header | null = null;
  return function* (chunk) {
    const bytes = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
    let start = 0;
    for (let end = bytes.indexOf(0); end !== -1; end = bytes.indexOf(0, start)) {
      const field = bytes.subarray(start, end);
      start = end + 1;
      if (header !== null) {
        yield { change: { ...header, path: field } };
        header = null;
      } else if (field[0] === COLON) header = headerIn(field.toString('latin1'));
      else yield { commit: field.toString('latin1') };
    }
    rest = bytes.subarray(start);
  };
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

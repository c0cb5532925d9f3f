import { Buffer } from 'node:buffer';

/** Where an offset in UTF-8 is for a person: lines and columns from 1, columns and units in UTF-16 code units. */
export interface Position {
  line: number;
  column: number;
  /** Units before it in the whole text, without the byte order mark. */
  units: number;
}

interface Known extends Position {
  at: number;
}

const BLOCK_BITS = 12;

/**
 * Positions in `bytes` by offset. What is known of every 4,096 bytes is kept, so that offsets may be asked in any order:
 * each costs no more than one such block, and all together each byte once more.
 */
export function positionsIn(bytes: Uint8Array): (at: number) => Position {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const mark = buffer[0] === 0xef && buffer[1] === 0xbb && buffer[2] === 0xbf ? 3 : 0;
  const known: Known[] = [{ at: mark, line: 1, column: 1, units: 0 }];
  return (at) => {
    const block = Math.max(0, at - mark) >> BLOCK_BITS;
    while (known.length <= block) {
      const next = characterFrom(buffer, mark + (known.length << BLOCK_BITS));
      known.push({ at: next, ...advance(buffer, known.at(-1)!, next) });
    }
    const from = known[block]!;
    return advance(buffer, from.at > at && block > 0 ? known[block - 1]! : from, at);
  };
}

/** The first byte from `at` on that is no later one of a character. */
function characterFrom(buffer: Buffer, at: number): number {
  let next = at;
  while (next < at + 3 && (buffer[next]! & 0xc0) === 0x80) next++;
  return next;
}

function advance(buffer: Buffer, from: Known, at: number): Position {
  const piece = buffer.subarray(from.at, Math.max(from.at, at));
  let { line, column } = from;
  let begin = 0;
  let units = 0;
  for (let next = piece.indexOf(10); next >= 0; next = piece.indexOf(10, begin)) {
    units += piece.toString('utf8', begin, next + 1).length;
    line++;
    column = 1;
    begin = next + 1;
  }
  const rest = piece.toString('utf8', begin).length;
  return { line, column: column + rest, units: from.units + units + rest };
}

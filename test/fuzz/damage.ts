import fc from 'fast-check';

/** Inputs for each parser: `FUZZ_RUNS` says how many; without it a quick sample. */
export const RUNS = Number(process.env.FUZZ_RUNS ?? 1000);

/** No test of so many inputs ends within the usual time. */
export const PATIENCE = 45 * 60_000;

/** Bytes that parsers count with, end at or escape by. */
const MARKS = [
  0, 1, 0x0a, 0x0d, 0x20, 0x22, 0x27, 0x2d, 0x3a, 0x3c, 0x3d, 0x5c, 0x7f, 0x80, 0xef, 0xfe, 0xff,
];

type Edit = (bytes: Buffer, others: readonly Buffer[]) => Buffer;

/** A place as a part of the length, so that an edit still means something after another one. */
const place = fc.nat({ max: 0xffff });
const at = (bytes: Buffer, part: number): number => Math.floor((part / 0x10000) * (bytes.length + 1));

const edit: fc.Arbitrary<Edit> = fc.oneof(
  fc.tuple(place, fc.nat({ max: 7 })).map(
    ([part, bit]): Edit =>
      (bytes) => {
        const changed = Buffer.from(bytes);
        if (bytes.length > 0) changed[Math.min(at(bytes, part), bytes.length - 1)]! ^= 1 << bit;
        return changed;
      },
  ),
  fc.tuple(place, fc.oneof(fc.constantFrom(...MARKS), fc.nat({ max: 255 })), fc.nat({ max: 6 })).map(
    ([part, byte, count]): Edit =>
      (bytes) => {
        const from = at(bytes, part);
        return Buffer.concat([bytes.subarray(0, from), Buffer.alloc(count, byte), bytes.subarray(from)]);
      },
  ),
  fc.tuple(place, place).map(
    ([a, b]): Edit =>
      (bytes) => {
        const [from, to] = [at(bytes, Math.min(a, b)), at(bytes, Math.max(a, b))];
        return Buffer.concat([bytes.subarray(0, from), bytes.subarray(to)]);
      },
  ),
  fc.tuple(place, fc.nat({ max: 60 })).map(
    ([part, count]): Edit =>
      (bytes) => {
        const from = at(bytes, part);
        return Buffer.concat([bytes.subarray(0, from + count), bytes.subarray(from)]);
      },
  ),
  fc.tuple(place, place, fc.nat({ max: 1000 })).map(
    ([a, b, which]): Edit =>
      (bytes, others) => {
        const other = others[which % others.length]!;
        return Buffer.concat([bytes.subarray(0, at(bytes, a)), other.subarray(at(other, b))]);
      },
  ),
  place.map(
    (part): Edit =>
      (bytes) =>
        bytes.subarray(0, at(bytes, part)),
  ),
);

/** One of the given inputs with up to eight damages, mostly few: flipped bits, put in, cut out, doubled, spliced. */
export function damaged(corpus: readonly Buffer[]): fc.Arbitrary<Buffer> {
  const edits = fc.array(edit, { maxLength: 8, size: 'small' });
  return fc
    .tuple(fc.constantFrom(...corpus), edits)
    .map(([bytes, list]) => list.reduce((result, change) => change(result, corpus), bytes));
}

/** The same bytes in pieces of any sizes, one by one. */
export function inPieces(bytes: Buffer, sizes: readonly number[]): Buffer[] {
  const pieces: Buffer[] = [];
  let from = 0;
  for (let turn = 0; from < bytes.length; turn++) {
    const size = Math.max(1, sizes[turn % Math.max(1, sizes.length)] ?? 1);
    pieces.push(bytes.subarray(from, from + size));
    from += size;
  }
  return pieces;
}

/** Runs a property over as many damaged inputs as asked for; a failure shows the smallest that was found. */
export function withDamaged(corpus: readonly Buffer[], check: (bytes: Buffer) => void, share = 1): void {
  fc.assert(fc.property(damaged(corpus), check), { numRuns: Math.ceil(RUNS * share) });
}

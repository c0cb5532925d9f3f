/** How many characters of a value in a row betray it. */
const RUN = 5;
/** Lines, columns and sizes look like short runs of these, so it takes more of them. */
const NUMBER_RUN = 12;
const NUMBERS_ONLY = /^[\d\s,.:-]*$/;

/** What must not stand in any output: runs of characters, sorted by their length for the search. */
export type Pieces = ReadonlyMap<number, ReadonlySet<string>>;

/** Every run of five characters of the values: as they are, percent-encoded, in base64 and in hex. */
export function piecesOf(values: readonly string[]): Pieces {
  const pieces = new Map<number, Set<string>>();
  const add = (text: string, length: number) => {
    const set = pieces.get(length) ?? new Set();
    pieces.set(length, set);
    for (let at = 0; at + length <= text.length; at += 1) set.add(text.slice(at, at + length));
  };
  for (const value of values) {
    const bytes = Buffer.from(value);
    addRuns(value, pieces, add);
    add(percentOf(bytes), 3 * RUN);
    add(bytes.toString('hex'), 2 * RUN);
    for (const skip of [0, 1, 2]) {
      const text = bytes.subarray(skip).toString('base64').replace(/=+$/, '').slice(0, -1);
      add(text, 7);
      add(text.replaceAll('+', '-').replaceAll('/', '_'), 7);
    }
  }
  return pieces;
}

type Add = (text: string, length: number) => void;

function addRuns(value: string, pieces: Map<number, Set<string>>, add: Add): void {
  add(value, RUN);
  add(encodeURIComponent(value.toWellFormed()), RUN);
  const runs = pieces.get(RUN)!;
  for (const run of runs) if (NUMBERS_ONLY.test(run)) runs.delete(run);
  add(value, NUMBER_RUN);
}

function percentOf(bytes: Buffer): string {
  return bytes.toString('hex').replace(/../g, (pair) => `%${pair.toUpperCase()}`);
}

/** Which of the pieces stand in the text. */
export function findPieces(text: string, pieces: Pieces): Set<string> {
  const found = new Set<string>();
  for (const [length, set] of pieces) {
    for (let at = 0; at + length <= text.length; at += 1) {
      const run = text.slice(at, at + length);
      if (set.has(run)) found.add(run);
    }
  }
  return found;
}

const FINGERPRINT = /(?<![0-9a-f])ks1-[0-9a-f]{32}(?![0-9a-f])/g;
const OBJECT = /(?<![0-9a-f])[0-9a-f]{7,40}(?![0-9a-f])/g;
/** The ends of an identifier, four characters at most. */
const SHOWN = /(?<!\w)[\w-]{1,4}…[\w-]{1,4}(?!\w)/g;

/**
 * Without fingerprints and ids of git objects, of whose many digits some run always looks like one of a hex
 * secret, and without the ends of identifiers, which may be shown.
 */
export function withoutKnown(text: string, objects: ReadonlySet<string>): string {
  return text
    .replace(FINGERPRINT, '\0')
    .replace(SHOWN, '\0')
    .replaceAll('commit%20', 'commit ')
    .replace(OBJECT, (digits) => (objects.has(digits) ? '\0' : digits));
}

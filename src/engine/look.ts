import { Buffer } from 'node:buffer';
import type { Span } from '../findings/model.ts';
import type { Surroundings } from './attribution.ts';
import { findByteArrays } from './byte-arrays.ts';
import { candidates } from './candidates.ts';
import { surroundings } from './create.ts';
import type { Mention } from './lexicon.ts';
import { mayMatchSomewhere } from './match.ts';
import { once } from './once.ts';
import type { Ruleset } from './ruleset.ts';
import { findRuns } from './runs.ts';
import type { SuspectKind } from './sieve.ts';
import { mnemonicsAt } from './special-values.ts';
import { mayHoldValue, type TellingNames } from './telling-names.ts';
import { type View, viewOf } from './view.ts';

/** A part of a text, made ready once for all suspects in it. */
export interface Look {
  /** Whether the engine might match a suspect of these bytes, could the rest of the file and its path only speak for it. */
  mayMatter(suspect: Span & { kind: SuspectKind }): boolean;
}

/** A file of settings in a folder that names everybody: what does not match there matches nowhere. */
const KINDEST_PATH = 'keys.txt';

/** Looks at suspects in parts of texts. */
export function createLooker(ruleset: Ruleset, names: TellingNames): (bytes: Uint8Array) => Look {
  const mentions = allIssuers(ruleset);
  const aroundIn = (view: View): Surroundings => ({
    ...surroundings(ruleset, view, KINDEST_PATH),
    pathMentions: () => mentions,
  });
  return (bytes) => {
    const text = once(() => latin1(bytes));
    const asIs = once(() => aroundIn(asItIs(bytes, text)));
    const edited = once(() => editedParts(bytes, aroundIn));
    return {
      mayMatter({ start, end, kind }) {
        const span = { start, end };
        if (kind === 'block') return true;
        if (kind === 'words') return mnemonicsAt(bytes, span).length > 0;
        if (kind === 'numbers') return holdsByteArray(text(), span);
        if (kind === 'name') return mayHoldValue(names, text(), span);
        return (kind === 'run' && mayMatch(asIs(), span)) || mayMatchEdited(edited(), span);
      },
    };
  };
}

function mayMatch(around: Surroundings, run: Span): boolean {
  return candidates(around, run).some((token) =>
    token.embedded === undefined ? mayMatchSomewhere(around, token) : mayHold(token.embedded),
  );
}

/** Whether a text within a value is worth a look. */
function mayHold(text: string): boolean {
  let isFound = false;
  findRuns(Buffer.from(text, 'latin1'), () => {
    isFound = true;
  });
  return isFound;
}

/** Runs of the text as the engine reads it where that is not what stands there, and where they stand. */
interface Edited {
  around: Surroundings;
  runs: { run: Span; place: Span }[];
}

/** Without what nobody sees, entities resolved; null where all is as it stands. */
function editedParts(bytes: Uint8Array, aroundIn: (view: View) => Surroundings): Edited | null {
  const view = viewOf(bytes);
  if (view.bytes.length === bytes.length) return null;
  const runs: Edited['runs'] = [];
  findRuns(view.bytes, (start, end) => {
    runs.push({ run: { start, end }, place: view.original(start, end) });
  });
  return { around: aroundIn(view), runs };
}

function mayMatchEdited(edited: Edited | null, { start, end }: Span): boolean {
  if (edited === null) return false;
  return edited.runs.some(
    ({ run, place }) => place.start <= end && start <= place.end && mayMatch(edited.around, run),
  );
}

function holdsByteArray(text: string, { start, end }: Span): boolean {
  return findByteArrays(text.slice(Math.max(0, start - AROUND_ROW), end + AROUND_ROW)).length > 0;
}

/** So many characters on either side hold the brackets of a row of numbers. */
const AROUND_ROW = 64;

function asItIs(bytes: Uint8Array, text: () => string): View {
  const nowhere = { startLine: 0, startColumn: 0, endLine: 0, endColumn: 0 };
  return { bytes, text, original: (start, end) => ({ start, end }), region: () => nowhere };
}

function latin1(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
}

function allIssuers({ rules }: Ruleset): Mention[] {
  return rules.map((_, issuer) => ({ issuers: [issuer], kind: 'word', start: 0, end: 1 }));
}

import { Buffer } from 'node:buffer';
import type { Span } from '../findings/model.ts';
import type { RuleList } from '../rules/rule.ts';
import { findByteArrays } from './byte-arrays.ts';
import { candidates, mnemonicsAt, surroundings } from './create.ts';
import { findMarks } from './hidden.ts';
import { findJoints } from './joints.ts';
import type { Mention } from './lexicon.ts';
import { mayMatchSomewhere } from './match.ts';
import { isPlain } from './plain.ts';
import { compileRuleset, type Ruleset } from './ruleset.ts';
import { findRuns } from './runs.ts';
import { RARE, surveyOf } from './survey.ts';
import { findTaggedRows } from './tagged-rows.ts';
import { mayHoldValue, tellingNames } from './telling-names.ts';
import { type View, viewOf } from './view.ts';
import { EDGE_WORDS } from './word-rows.ts';

/**
 * What a stretch of bytes is suspected of: a run of value characters, a row of words (a mnemonic), a list of numbers
 * (a key pair in bytes), a PEM header, a name that tells its value by itself, characters that nobody sees.
 */
export type SuspectKind = 'run' | 'words' | 'numbers' | 'block' | 'name' | 'hidden';

/** Called with a suspect's place in the bytes. */
export type OnSuspect = (start: number, end: number, kind: SuspectKind) => void;

/**
 * The engine's first pass on parts of a text. Whatever the engine finds in a whole text has a suspect at its place, and
 * suspects are local: whether there is one depends only on its own bytes and the byte on either side. It errs on the side
 * of too many.
 */
export interface Sieve {
  /** Suspects in order of kind, then of place; one that touches either end may be longer than what is seen of it. */
  find(bytes: Uint8Array, found: OnSuspect): void;
  /** Whether the engine might match a suspect of these bytes, could the rest of the file and its path only speak for it. */
  mayMatter(bytes: Uint8Array, suspect: Span & { kind: SuspectKind }): boolean;
}

/** How much text around a suspect `mayMatter` looks at. */
export const SIGHT = { before: 4096, after: 2048 };

export function createSieve(rules: RuleList): Sieve {
  const ruleset = compileRuleset(rules);
  const names = tellingNames(ruleset);
  const mentions = allIssuers(ruleset);
  return {
    find(bytes, found) {
      const buffer = bufferOf(bytes);
      const survey = surveyOf(bytes, { isPart: true, names });
      const handOut = (spans: readonly Span[], kind: SuspectKind): void => {
        for (const { start, end } of spans) found(start, end, kind);
      };
      handOut(
        survey.runs.filter((run) => !isPlain(ruleset, { bytes, isPart: true }, run)),
        'run',
      );
      findJoints(bytes, survey.rare, (start, end) => found(start, end, 'run'));
      handOut(survey.wordRows, 'words');
      if ((survey.rare & RARE.endTag) !== 0)
        findTaggedRows(bytes, (start, end) => found(start, end, 'words'), EDGE_WORDS);
      handOut(survey.numberRows, 'numbers');
      findMarks(buffer, survey.rare, found);
      handOut(survey.names, 'name');
    },
    mayMatter(bytes, { start, end, kind }) {
      const span = { start, end };
      if (kind === 'block') return true;
      if (kind === 'words') return mnemonicsAt(bytes, span).length > 0;
      const text = bufferOf(bytes).toString('latin1');
      if (kind === 'numbers') return findByteArrays(text).length > 0;
      if (kind === 'name') return mayHoldValue(names, text, span);
      return (
        (kind === 'run' && mayMatch({ ruleset, mentions, view: asItIs(bytes, text), runs: [span] })) ||
        mayMatchEdited({ ruleset, mentions, view: viewOf(bytes) }, bytes.length, span)
      );
    },
  };
}

interface Look {
  ruleset: Ruleset;
  mentions: readonly Mention[];
  view: View;
}

/** A file of settings in a folder that names everybody: what does not match there matches nowhere. */
const KINDEST_PATH = 'keys.txt';

function mayMatch({ ruleset, mentions, view, runs }: Look & { runs: readonly Span[] }): boolean {
  const around = { ...surroundings(ruleset, view, KINDEST_PATH), pathMentions: () => mentions };
  return runs.some((run) =>
    candidates(around, run).some((token) =>
      token.embedded === undefined ? mayMatchSomewhere(around, token) : mayHold(token.embedded),
    ),
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

/** The same where the engine reads something else than what stands there: without what nobody sees, entities resolved. */
function mayMatchEdited(look: Look, size: number, suspect: Span): boolean {
  const { view } = look;
  if (view.bytes.length === size) return false;
  const runs: Span[] = [];
  findRuns(view.bytes, (start, end) => {
    const place = view.original(start, end);
    if (place.start <= suspect.end && suspect.start <= place.end) runs.push({ start, end });
  });
  return runs.length > 0 && mayMatch({ ...look, runs });
}

function asItIs(bytes: Uint8Array, text: string): View {
  const nowhere = { startLine: 0, startColumn: 0, endLine: 0, endColumn: 0 };
  return { bytes, text: () => text, original: (start, end) => ({ start, end }), region: () => nowhere };
}

function allIssuers({ rules }: Ruleset): Mention[] {
  return rules.map((_, issuer) => ({ issuers: [issuer], kind: 'word', start: 0, end: 1 }));
}

function bufferOf(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

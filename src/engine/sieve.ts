import { Buffer } from 'node:buffer';
import type { Span } from '../findings/model.ts';
import type { RuleList } from '../rules/rule.ts';
import { findMarks } from './hidden.ts';
import { findJoints } from './joints.ts';
import { createLooker, type Look } from './look.ts';
import { isPlain } from './plain.ts';
import { compileRuleset } from './ruleset.ts';
import { RARE, surveyOf } from './survey.ts';
import { findTaggedRows } from './tagged-rows.ts';
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
  /** A closer look at suspects of these bytes. */
  look(bytes: Uint8Array): Look;
}

/** How much text around a suspect a look should have. */
export const SIGHT = { before: 4096, after: 2048 };

export function createSieve(rules: RuleList): Sieve {
  const ruleset = compileRuleset(rules);
  const names = ruleset.telling;
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
    look: createLooker(ruleset, names),
  };
}

function bufferOf(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

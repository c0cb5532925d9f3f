import type { Span } from '../findings/model.ts';
import { arrangedMnemonics } from './arranged-words.ts';
import type { Surroundings } from './attribution.ts';
import type { Match } from './build-match.ts';
import { findByteArrays } from './byte-arrays.ts';
import type { Cover } from './cover.ts';
import { matchToken, proven } from './match.ts';
import { namedToken } from './named.ts';
import { findMnemonics } from './sequences.ts';
import { RARE, type Survey } from './survey.ts';
import { findTaggedRows } from './tagged-rows.ts';
import type { Token } from './token.ts';

/** Values that are no run of characters: rows of words, rows of numbers, PEM texts. */

/** Rows of words, each in an element of markup. */
export function taggedRows(bytes: Uint8Array, { rare }: Survey): Span[] {
  const rows: Span[] = [];
  if ((rare & RARE.endTag) !== 0) findTaggedRows(bytes, (start, end) => rows.push({ start, end }));
  return rows;
}

/** The mnemonics in a row of words. */
export function mnemonicsAt(bytes: Uint8Array, row: Span): Token[] {
  const from = Math.max(0, row.start - AROUND_ROW);
  const asTheyStand = findMnemonics(bytes.subarray(from, row.end + AROUND_ROW)).map((token) => ({
    ...token,
    start: token.start + from,
    end: token.end + from,
    bindAt: token.bindAt + from,
  }));
  return [...arrangedMnemonics(bytes, row), ...asTheyStand];
}

/** So many bytes on either side tell whether the first and the last word are whole. */
const AROUND_ROW = 32;

/** What was found so far. */
interface Found {
  matches: Match[];
  /** Where that stands. */
  covered: Cover;
}

/** Mnemonics, byte arrays and PEM keys: their own structure decides. */
export function addSpecial(around: Surroundings, token: Token, found: Found): void {
  if (found.covered.has(token.start, token.end)) return;
  const sure = around.ruleset
    .byLength(token.value.length)
    .map((kind) => ({ kind, result: kind.test(token.value) }))
    .filter(
      ({ kind, result }) => result === 'proof' || (result === 'pass' && kind.kind.evidence === 'pattern'),
    )
    .map(({ kind, result }) => ({ kind, proof: result === 'proof' }));
  if (sure.length === 0) return;
  const match = proven(around, token, sure);
  if (match !== null) add(found, match);
}

function add({ matches, covered }: Found, match: Match): void {
  matches.push(match);
  covered.add(match);
}

/** A key pair proves itself; a text or a raw key in bytes is what its name says, and only a private key is a raw one. */
export function addByteArrays(around: Surroundings, row: Span, found: Found): void {
  const from = Math.max(0, row.start - 1);
  for (const { token, means } of findByteArrays(around.text.slice(from, row.end + 1), from)) {
    if (means === 'keypair') addSpecial(around, token, found);
    const match = means === 'keypair' ? null : (matchToken(around, token) ?? namedToken(around, token));
    if (match === null || (means === 'key' && match.role !== 'privateKey')) continue;
    add(found, match);
  }
}

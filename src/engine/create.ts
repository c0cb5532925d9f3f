import { Buffer } from 'node:buffer';
import { createHash } from 'node:crypto';
import type { Credential, Span } from '../findings/model.ts';
import type { RuleList } from '../rules/rule.ts';
import type { Surroundings } from './attribution.ts';
import type { Match } from './build-match.ts';
import { bestReading, candidates } from './candidates.ts';
import { findCompanions } from './companions.ts';
import { createContinued } from './continued.ts';
import { createCover } from './cover.ts';
import type { Engine, ScanInput, ScanOutput } from './engine.ts';
import { findJoints } from './joints.ts';
import { findKeystores } from './keystores.ts';
import { forgetLayouts } from './layout.ts';
import { forgetLines } from './lines.ts';
import { findBlocks } from './lookalike.ts';
import { isImport, issuersIn, votesOf } from './mentions.ts';
import { findNamed, mayBeNamed, mayHoldNamed, namedToken } from './named.ts';
import { once } from './once.ts';
import { overlapsAny } from './overlap.ts';
import { pairMatches, type Unit } from './pair.ts';
import { findPemKeys } from './pem.ts';
import { fileByPlace } from './places.ts';
import { isPlain } from './plain.ts';
import { compileRuleset, type Ruleset } from './ruleset.ts';
import { createSeries } from './series.ts';
import { wordLists } from './side-lists.ts';
import { addByteArrays, addSpecial, mnemonicsAt, taggedRows } from './special-values.ts';
import { RARE, type Survey, surveyOf } from './survey.ts';
import { toCredential } from './to-credential.ts';
import type { Token } from './token.ts';
import { findUnnamed } from './unnamed.ts';
import { type View, viewOf, viewsOf } from './view.ts';
import { wordEnd, wordStart } from './words.ts';

/** Embedded texts (base64 of a configuration) are followed this deep; each is a quarter shorter than what it stands in. */
const MAX_DEPTH = 8;
/** Matches per blob; a file with more is a list of something, and the rest is reported as a limit. */
const MAX_MATCHES = 20_000;
/** Values that no name tells are told by those beside them only in a file with no more runs than this: others are data. */
const MOST_RUNS = 80;
/** Matches per blob around which companions are looked for: beyond that, a file is a list of keys of one kind. */
const MAX_SEARCHES = 1000;

/** Compiles the rules into an engine. The engine is pure: bytes and a path in, credentials out. */
export function createEngine(rules: RuleList): Engine {
  const ruleset = compileRuleset(rules);
  return { scan: (input) => scanBlob(ruleset, input) };
}

function scanBlob(ruleset: Ruleset, input: ScanInput): ScanOutput {
  const { within, ...standing } = input;
  const scanned = viewsOf(input.bytes).map((view) => ({
    view,
    ...scanView(ruleset, view, { ...standing, depth: 0 }),
  }));
  const all = scanned
    .flatMap(({ units, ...seen }) => units.map((unit) => toCredential(unit, { ...seen, ruleset })))
    .sort((a, b) => a.parts[0]!.span.start - b.parts[0]!.span.start);
  const limited = scanned.find((view) => view.limited !== null)?.limited ?? null;
  forgetLayouts();
  forgetLines();
  return { ...split(all, within), limited };
}

/**
 * Characters of words that are read for the values in them, each word once for each: a word of thousands of values is a trap
 * that takes half a minute for each megabyte, and the rest of a file of them is reported as a limit.
 */
const MOST_READ = 500_000_000;

const TOO_MANY = `more than ${MAX_MATCHES} values in one file`;
const TOO_LONG = 'very long words of very many values';
const TOO_DEEP = `texts within texts, more than ${MAX_DEPTH} deep`;

interface Found {
  units: Unit[];
  text: string;
  limited: string | null;
}

/** Where a text stands. */
interface Standing {
  path: string;
  /** How many texts it is embedded in. */
  depth: number;
  suspects?: readonly Span[] | undefined;
}

function scanView(ruleset: Ruleset, view: View, { path, depth, suspects }: Standing): Found {
  const names = mayBeNamed(view.bytes) ? ruleset.telling : null;
  const survey = surveyOf(view.bytes, { isPart: false, names });
  const { runs, isData } = runsIn({ ruleset, view, survey }, suspects);
  const rows = [...survey.wordRows, ...taggedRows(view.bytes, survey)];
  const mnemonics = rows.flatMap((row) => mnemonicsAt(view.bytes, row));
  const named = mayHoldNamed(ruleset.telling, { path, view, names: survey.names });
  const numbers = survey.numberRows;
  if (runs.length === 0 && mnemonics.length === 0 && !named && numbers.length === 0)
    return { units: [], text: '', limited: null };
  const text = view.text();
  const around = { ...surroundings(ruleset, view, path), isEmbedded: depth > 0 };
  const matches: Match[] = [];
  const left: Token[] = [];
  const embedded: Unit[] = [];
  let limited: string | null = null;
  const pem = (survey.rare & RARE.pem) === 0 ? NO_PEM : findPemKeys(text);
  const keystores = (survey.rare & RARE.keystore) === 0 ? [] : findKeystores(text);
  const covered = createCover([]);
  const found = { matches, covered };
  for (const token of [...mnemonics, ...pem.tokens, ...keystores]) addSpecial(around, token, found);
  for (const row of numbers) addByteArrays(around, row, found);
  for (const block of pem.blocks) covered.add(block);
  const series = createSeries(ruleset, { bytes: view.bytes, text });
  const row = createContinued(around, view.bytes);
  let toRead = MOST_READ;
  for (const run of runs) {
    if (matches.length >= MAX_MATCHES || toRead < 0) break;
    const alike = row.next(run);
    if (series.goesOn(run) || covered.has(run.start, run.end)) continue;
    toRead -= wordEnd(text, run.end) - wordStart(text, run.start);
    for (const token of candidates(around, run)) {
      if (token.embedded !== undefined) {
        const inside = scanEmbedded(ruleset, token, path, depth);
        embedded.push(...inside.units);
        limited ??= inside.limited;
        series.end();
        continue;
      }
      if (covered.has(token.start, token.end)) continue;
      const match = bestReading(around, token) ?? namedToken(around, token) ?? alike;
      if (match === null) {
        if (!isData) left.push(token);
        continue;
      }
      series.end();
      row.found(match);
      matches.push(match);
      covered.add(match);
      if (token.start < run.end && token.end >= run.end) break;
    }
  }
  const open = left.filter((token) => !covered.has(token.start, token.end));
  matches.push(...findUnnamed(around, open, matches));
  const filed = fileByPlace(matches);
  for (const match of matches.filter(({ points }) => points >= 3).slice(0, MAX_SEARCHES)) {
    for (const companion of findCompanions(around, match, filed.near(match))) {
      matches.push(companion);
      filed.add(companion);
    }
  }
  if (named) matches.push(...findNamed(around, matches, survey.names));
  const allowed = matches.filter((match) => !isAllowed(ruleset, match.value));
  return {
    units: [...pairMatches(text, allowed, ruleset), ...embedded],
    text,
    limited: matches.length >= MAX_MATCHES ? TOO_MANY : toRead < 0 ? TOO_LONG : limited,
  };
}

const NO_PEM: ReturnType<typeof findPemKeys> = { tokens: [], blocks: [] };

interface Look {
  ruleset: Ruleset;
  view: View;
  survey: Survey;
}

/**
 * Runs that may hold a value; where suspects are known, those that touch one. Whether the text is data is told by all of its
 * runs, so that it is the same for both.
 */
function runsIn(
  { ruleset, view, survey }: Look,
  suspects: readonly Span[] | undefined,
): { runs: Span[]; isData: boolean } {
  const { bytes } = view;
  const isAsked = ({ start, end }: Span): boolean =>
    suspects === undefined || touches(view.original(start, end), suspects);
  const runs: Span[] = [];
  let count = 0;
  for (const run of survey.runs) {
    const isWanted = isAsked(run);
    if ((!isWanted && count > MOST_RUNS) || isPlain(ruleset, { bytes, isPart: false }, run)) continue;
    count++;
    if (isWanted) runs.push(run);
  }
  findJoints(bytes, survey.rare, (start, end) => {
    if (isAsked({ start, end })) runs.push({ start, end });
  });
  return { runs, isData: count > MOST_RUNS };
}

/** Overlaps one of them, or stands directly beside it. */
function touches({ start, end }: Span, ranges: readonly Span[]): boolean {
  return overlapsAny({ start: start - 1, end: end + 1 }, ranges);
}

/** A text inside a value is scanned like a file; what is found in it stands at the place of the value. */
function scanEmbedded(
  ruleset: Ruleset,
  token: Token,
  path: string,
  depth: number,
): Pick<Found, 'units' | 'limited'> {
  if (token.embedded === undefined) return { units: [], limited: null };
  if (depth >= MAX_DEPTH) return { units: [], limited: TOO_DEEP };
  const bytes = Buffer.from(token.embedded, 'latin1');
  const { units, limited } = scanView(ruleset, viewOf(bytes), { path, depth: depth + 1 });
  const atToken = (unit: Unit): Unit => ({
    ...unit,
    parts: unit.parts.map((part) => ({ ...part, start: token.start, end: token.end })),
  });
  return { units: units.map(atToken), limited };
}

export function surroundings(ruleset: Ruleset, view: View, path: string): Surroundings {
  const text = view.text();
  const mentions = once(() => ruleset.lexicon.findIn(text, view.bytes));
  return {
    text,
    path,
    isEmbedded: false,
    ruleset,
    mentions,
    pathMentions: once(() =>
      ruleset.lexicon.find(`/${Buffer.from(ownPath(path), 'utf8').toString('latin1')}`),
    ),
    importVotes: once(() => votesOf(mentions().filter((mention) => isImport(text, mention)))),
    fileVotes: once(() => votesOf(mentions())),
    named: once(() => issuersIn(mentions())),
    issuerWords: once(
      () => new Set(mentions().map(({ start, end }) => text.slice(start, end).toLowerCase())),
    ),
    lists: once(() => wordLists(text)),
    bindings: new Map(),
    blocks: once(() => findBlocks(text)),
  };
}

/** A package that others use is its own: whose folder holds it says nothing of it. */
function ownPath(path: string): string {
  return path.replace(/^.*\/(?:node_modules|(?:site|dist)-packages|bower_components)\//, '');
}

/** Published samples and public constants. */
function isAllowed(ruleset: Ruleset, value: string): boolean {
  if (ruleset.allowed.has(digest(value))) return true;
  return (
    /^0x|[A-F]/.test(value) &&
    /^(?:0x)?[0-9a-fA-F]+$/.test(value) &&
    ruleset.allowed.has(digest(value.replace(/^0x/, '').toLowerCase()))
  );
}

function digest(value: string): string {
  return createHash('sha256').update(value, 'latin1').digest('hex');
}

/** Those with a part in one of the ranges, and the others. */
function split(
  all: Credential[],
  within: readonly Span[] | undefined,
): Pick<ScanOutput, 'credentials' | 'others'> {
  if (within === undefined) return { credentials: all, others: [] };
  const asked = createCover(within);
  const isAsked = ({ parts }: Credential) => parts.some(({ span }) => asked.has(span.start, span.end));
  return { credentials: all.filter(isAsked), others: all.filter((credential) => !isAsked(credential)) };
}

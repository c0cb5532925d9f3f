import type { Binding, Label } from './binding.ts';
import type { Mention } from './lexicon.ts';
import { lineEnd, lineStart } from './lines.ts';
import type { Block } from './lookalike.ts';
import { callFacts, nameKey, type Ruleset } from './ruleset.ts';

/**
 * Decides whose credential a value is. It looks outwards, nearest structure first (own name, siblings in the same
 * object, names of the objects around, headings, imports, path), and the first place that names an issuer whose
 * credentials have this shape decides.
 */
export interface Attribution {
  issuer: number;
  /** 3.5: the host of its own address; 3: its own name or call says so; 2.5: the same object; 2: the text just above; 1.5: import or path; 1: the file. */
  weight: number;
  /** Kind of evidence and a sentence part, for the report. */
  kind: string;
  text: string;
  /** All issuers that the evidence may mean, where hosts or headers are shared. */
  shared: readonly number[];
}

/** What attribution reads besides the binding. Mentions are made on first use. */
export interface Surroundings {
  text: string;
  path: string;
  ruleset: Ruleset;
  mentions(): readonly Mention[];
  pathMentions(): readonly Mention[];
  /** `votesOf` the mentions that are imports, and of all. */
  importVotes(): ReadonlyMap<number, number>;
  fileVotes(): ReadonlyMap<number, number>;
  /** Bindings that were read already, by where reading began. */
  bindings: Map<number, Binding>;
  /** Where data URIs, vaults and PEM blocks begin. */
  blocks(): readonly Block[];
}

export interface Place {
  start: number;
  end: number;
  /** What stands before the value in its own word: a URL, a prefix. */
  before: string;
  binding: Binding;
}

const NEAR_ABOVE = 1800;
const SIBLING_REACH = 3000;

/** The nearest issuer among `compatible`, or null where nothing names one. */
export function attribute(
  around: Surroundings,
  place: Place,
  compatible: (issuer: number) => boolean,
): Attribution | null {
  if (!around.ruleset.rules.some((_, issuer) => compatible(issuer))) return null;
  const found = nearest(around, place, compatible);
  return found === null || found.shared.length < 2
    ? found
    : { ...found, issuer: settle(around, place, found.shared) };
}

/** Issuers that share a header or a host are told apart by the nearest thing that names one of them alone. */
function settle(around: Surroundings, place: Place, shared: readonly number[]): number {
  const alone = (mentions: readonly Mention[]) =>
    mentions.filter((mention) => mention.issuers.filter((issuer) => shared.includes(issuer)).length === 1);
  const isShared = (issuer: number) => shared.includes(issuer);
  const other =
    pick(alone(around.mentions()), isShared, place.start) ??
    pick(alone(around.pathMentions()), isShared, around.path.length);
  if (other !== null) return other.issuer;
  const prominence = (issuer: number) => {
    const rule = around.ruleset.rules[issuer]!;
    return (rule.status === 'active' ? 100 : 0) + rule.hosts.length + rule.ccxt.length;
  };
  return [...shared].sort((a, b) => prominence(b) - prominence(a))[0]!;
}

function nearest(
  around: Surroundings,
  place: Place,
  compatible: (issuer: number) => boolean,
): Attribution | null {
  return (
    fromOwnName(around, place, compatible) ??
    fromWord(around, place, compatible) ??
    fromStructure(around, place, compatible) ??
    fromAbove(around, place, compatible) ??
    fromImports(around, compatible) ??
    fromPath(around, compatible) ??
    fromFile(around, compatible)
  );
}

function fromOwnName(
  around: Surroundings,
  place: Place,
  compatible: (issuer: number) => boolean,
): Attribution | null {
  for (const label of place.binding.labels.slice(0, 2)) {
    if (label.via === 'scope' || label.via === 'heading' || label.via === 'section') break;
    const owners = (around.ruleset.namesakes.get(nameKey(label.name)) ?? []).filter((owner) =>
      compatible(owner.issuer),
    );
    if (owners.length === 1 && namesIssuer(around, label, owners[0]!.issuer)) {
      return { issuer: owners[0]!.issuer, shared: [], weight: 3, kind: 'name', text: 'its own name says so' };
    }
  }
  return null;
}

/** Whether the label itself names this issuer: `TELEGRAM_API_HASH`, not `API_KEY`. */
export function namesIssuer(around: Surroundings, label: Label, issuer: number): boolean {
  return around.ruleset.lexicon.find(label.name).some((mention) => mention.issuers.includes(issuer));
}

function fromWord(
  around: Surroundings,
  place: Place,
  compatible: (issuer: number) => boolean,
): Attribution | null {
  const host = /^(?:.*:\/\/)?[^/?#]*/.exec(place.before)![0];
  if (!/:\/\/|\w\.\w/.test(host)) return null;
  const found = pick(around.ruleset.lexicon.find(host), compatible, host.length);
  if (found === null) return null;
  return { ...found, weight: 3.5, kind: 'host', text: 'the address it stands in names the issuer' };
}

/** Names and enclosing brackets in the order in which they are met on the way out. */
function fromStructure(
  around: Surroundings,
  place: Place,
  compatible: (issuer: number) => boolean,
): Attribution | null {
  const { scopes } = place.binding;
  const labels = [...place.binding.labels, ...place.binding.blocks()];
  const line = { start: lineStart(around.text, place.start, 400), end: lineEnd(around.text, place.end, 200) };
  const steps = [
    ...labels.map((label, index) => ({ at: label.start, label, index, open: -1 })),
    ...scopes.map((scope, index) => ({ at: scope.open, label: null, index, open: scope.open })),
    { at: line.start, label: null, index: 0, open: -2 },
  ].sort((a, b) => b.at - a.at || (a.open === -2 ? -1 : 1));
  for (const step of steps) {
    const found =
      step.label !== null
        ? fromLabel(around, step.label, step.index, compatible)
        : step.open === -2
          ? fromLine(around, place, line, compatible)
          : fromSiblings(around, place, step.open, step.index, compatible);
    if (found !== null) return found;
  }
  return null;
}

function fromLabel(
  around: Surroundings,
  label: Label,
  index: number,
  compatible: (issuer: number) => boolean,
): Attribution | null {
  const called = label.via === 'call' ? fromCall(around, label, compatible) : null;
  if (called !== null) return called;
  const text = label.via === 'section' || label.via === 'scope' ? `${label.phrase}:` : label.phrase;
  const found = pick(around.ruleset.lexicon.find(text), compatible, text.length);
  if (found === null) return null;
  const own = index === 0 && label.via !== 'scope';
  return {
    ...found,
    weight: own ? 3 : label.via === 'heading' ? 2 : 2.5,
    kind: own
      ? 'name'
      : label.via === 'call'
        ? 'call'
        : label.via === 'section' || label.via === 'heading'
          ? 'section'
          : 'scope',
    text: own ? 'its own name says so' : 'what it belongs to names the issuer',
  };
}

function fromCall(
  around: Surroundings,
  label: Label,
  compatible: (issuer: number) => boolean,
): Attribution | null {
  for (const call of callFacts(around.ruleset, label.phrase)) {
    if (!compatible(call.issuer) || call.args[label.position] == null) continue;
    const named = !call.common || around.fileVotes().has(call.issuer);
    if (named)
      return {
        issuer: call.issuer,
        shared: [],
        weight: 3,
        kind: 'call',
        text: 'it is passed to the client of this issuer',
      };
  }
  return null;
}

function fromLine(
  around: Surroundings,
  place: Place,
  line: { start: number; end: number },
  compatible: (issuer: number) => boolean,
): Attribution | null {
  const found = pickIn(around, line.start, line.end, compatible, place.start);
  return found === null
    ? null
    : { ...found, weight: 2.5, kind: 'line', text: 'the same line names the issuer' };
}

/** Mentions in the same bracket as the value, not in brackets inside it. */
function fromSiblings(
  around: Surroundings,
  place: Place,
  open: number,
  level: number,
  compatible: (issuer: number) => boolean,
): Attribution | null {
  const { text } = around;
  const from = Math.max(open, place.start - SIBLING_REACH);
  const to = closingBracket(text, place.end, level, Math.min(text.length, place.end + SIBLING_REACH));
  const near = mentionsIn(around.mentions(), from, to).filter(
    (mention) => mention.issuers.some(compatible) && isAtDepth(text, from, place, mention),
  );
  const telling = near.filter((mention) => isTellingSibling(text, mention));
  const found = pick(telling.length > 0 ? telling : near, compatible, place.start);
  return found === null
    ? null
    : { ...found, weight: 2.5, kind: 'scope', text: 'the object it stands in names the issuer' };
}

/** `"exchange": "kraken"`, `name: gate`: the sibling whose job it is to say whose this is. */
function isTellingSibling(text: string, mention: Mention): boolean {
  return /\b(?:exchange|exchange_?id|name|venue|platform|provider|broker|market|id|type|connector|service|bot|driver|class|label|title|site|host|url|base_?url|endpoint)["'\\]*\s*(?:=>|:=|[:=,])\s*[\w.]*["'`\\]*[\w:/.-]*$/i.test(
    text.slice(Math.max(0, mention.start - 80), mention.start),
  );
}

function isAtDepth(text: string, from: number, place: Place, mention: Mention): boolean {
  const [begin, end] =
    mention.start < place.start ? [mention.start, place.start] : [place.end, mention.start];
  if (begin < from) return false;
  let depth = 0;
  let lowest = 0;
  for (let at = begin; at < end; at++) {
    const code = text.charCodeAt(at);
    if (code === 40 || code === 91 || code === 123) depth++;
    else if (code === 41 || code === 93 || code === 125) lowest = Math.min(lowest, --depth);
  }
  return mention.start < place.start ? lowest === 0 : depth === lowest;
}

/** Index of the bracket that closes the scope `level` levels out of `from`, or `limit`. */
export function closingBracket(text: string, from: number, level: number, limit: number): number {
  let depth = level;
  for (let at = from; at < limit; at++) {
    const code = text.charCodeAt(at);
    if (code === 40 || code === 91 || code === 123) depth++;
    else if (code === 41 || code === 93 || code === 125) {
      if (depth === 0) return at;
      depth--;
    }
  }
  return limit;
}

/** The text just above: a comment, a heading, the line before. Nearest first. */
function fromAbove(
  around: Surroundings,
  place: Place,
  compatible: (issuer: number) => boolean,
): Attribution | null {
  const found = pickIn(around, Math.max(0, place.start - NEAR_ABOVE), place.start, compatible, place.start);
  return found === null
    ? null
    : { ...found, weight: 2, kind: 'above', text: 'the text above names the issuer' };
}

function fromImports(around: Surroundings, compatible: (issuer: number) => boolean): Attribution | null {
  const found = majority(around.importVotes(), compatible);
  return found === null
    ? null
    : {
        issuer: found,
        shared: [found],
        weight: 1.5,
        kind: 'import',
        text: 'the file imports or calls this issuer',
      };
}

/** Mentions that say that the file talks to an issuer: hosts, headers, packages and import lines. */
export function isImport(text: string, mention: Mention): boolean {
  if (mention.kind === 'host' || mention.kind === 'header' || mention.kind === 'import') return true;
  const line = text.slice(lineStart(text, mention.start, 200), mention.end);
  return /^\s*(?:import|from|use|using|require|include|#include|library|extern|const .*require|.*\bimport\s*\()/.test(
    line,
  );
}

/** How often each issuer is mentioned; common words count half, shared ones are divided. */
export function votesOf(mentions: readonly Mention[]): ReadonlyMap<number, number> {
  const votes = new Map<number, number>();
  for (const mention of mentions) {
    const weight = (mention.kind === 'common' ? 0.5 : 1) / mention.issuers.length;
    for (const issuer of mention.issuers) votes.set(issuer, (votes.get(issuer) ?? 0) + weight);
  }
  return votes;
}

/** The file's name first, then its folders from the inside out. */
function fromPath(around: Surroundings, compatible: (issuer: number) => boolean): Attribution | null {
  const found = pick(around.pathMentions(), compatible, around.path.length);
  return found === null ? null : { ...found, weight: 1.5, kind: 'path', text: 'the path names the issuer' };
}

function fromFile(around: Surroundings, compatible: (issuer: number) => boolean): Attribution | null {
  const found = majority(around.fileVotes(), compatible);
  return found === null
    ? null
    : { issuer: found, shared: [found], weight: 1, kind: 'file', text: 'the file names the issuer' };
}

/** The issuer with the most votes; null without any or where another comes near. */
function majority(
  votes: ReadonlyMap<number, number>,
  compatible: (issuer: number) => boolean,
): number | null {
  const sorted = [...votes].filter(([issuer]) => compatible(issuer)).sort((a, b) => b[1] - a[1]);
  if (sorted.length === 0) return null;
  return sorted.length === 1 || sorted[0]![1] > sorted[1]![1] * 1.5 ? sorted[0]![0] : null;
}

function pickIn(
  around: Surroundings,
  start: number,
  end: number,
  compatible: (issuer: number) => boolean,
  at: number,
): Picked | null {
  return pick(mentionsIn(around.mentions(), start, end), compatible, at);
}

interface Picked {
  issuer: number;
  shared: readonly number[];
}

/** The compatible issuer mentioned nearest to `at`; what stands before wins over what stands after. */
function pick(
  mentions: readonly Mention[],
  compatible: (issuer: number) => boolean,
  at: number,
): Picked | null {
  let best: { mention: Mention; cost: number } | null = null;
  for (const mention of mentions) {
    if (!mention.issuers.some(compatible)) continue;
    const distance = mention.end <= at ? at - mention.end : (mention.start - at) * 2 + 40;
    const cost = distance + (mention.kind === 'common' ? 60 : 0) + (mention.issuers.length > 1 ? 20 : 0);
    if (best === null || cost < best.cost) best = { mention, cost };
  }
  if (best === null) return null;
  const shared = best.mention.issuers.filter(compatible);
  return { issuer: shared[0]!, shared };
}

/** Mentions inside [start, end), found by bisection. */
function mentionsIn(mentions: readonly Mention[], start: number, end: number): Mention[] {
  let low = 0;
  let high = mentions.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (mentions[middle]!.start < start) low = middle + 1;
    else high = middle;
  }
  const found: Mention[] = [];
  for (let index = low; index < mentions.length && mentions[index]!.end <= end; index++)
    found.push(mentions[index]!);
  return found;
}
